"""The only module that imports MkDocs: it renders the theme's shells and hand-written pages; `build` does the rest."""

import logging
import os
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import base, load_config
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from generator import build
from generator.errors import PortalError, SettingsError
from generator.pages import SHELLS
from generator.pages.shell import ADDRESS, DESCRIPTION, TITLE, Shell, cut
from generator.pages.site import SECTION_TITLES
from generator.repository import open_repository
from generator.settings import Settings

PLUGIN: Final = "portal"
LEFTOVERS: Final = ("sitemap.xml", "sitemap.xml.gz")


class PortalConfig(base.Config):
    """What `plugins: portal:` in mkdocs.yml may say."""

    data_dir = option.Dir(exists=True, default="data")
    templates_dir = option.Dir(exists=True, default="site_templates")
    definitions_dir = option.Optional(option.Dir(exists=True))
    report_errors_to = option.Optional(option.URL())
    as_of = option.Optional(option.Type(str))


class PortalPlugin(BasePlugin[PortalConfig]):
    """Adds a placeholder for every shell, keeps what the theme makes of it, and writes the portal's pages at the end."""

    def __init__(self) -> None:
        self.shells: dict[tuple[str, int], Shell] = {}
        self.progress: Callable[[str], None] = lambda _: None
        self.facts: dict[str, Any] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the placeholders as virtual files; those of a section's first page may stand in the navigation."""
        self.shells = {}
        for section, depth in SHELLS:
            path = f"{section}/" + "x/" * (depth - 1) + "index.md" if section else "index.md"
            text = f"---\ntitle: {TITLE}\ndescription: {DESCRIPTION}\nshell: true\nhide: [navigation, toc, footer]\n---\n"
            level = InclusionLevel.INCLUDED if depth < 2 else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, path, content=text, inclusion=level))
        templates = Path(self.config.templates_dir)
        for asset in sorted(path for path in (templates / "assets").rglob("*") if path.is_file()):
            name = asset.relative_to(templates).as_posix()
            files.append(File(name, str(templates), config.site_dir, config.use_directory_urls))
        return files

    def on_nav(self, nav: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Names the sections in the navigation, whose pages have a hole for a title."""
        for page in nav.pages:
            section = page.url.rstrip("/")
            if page.file.generated_by == PLUGIN and section in {"", ".", *SECTION_TITLES}:
                page.title = SECTION_TITLES.get(section, "Home")
        return nav

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Keeps a placeholder's HTML as a shell; MkDocs skips writing a page that is empty."""
        if not page.meta.get("shell"):
            return output
        section = page.url.split("/")[0] if page.url not in {"", "./"} else ""
        self.shells[section, page.url.count("/") if section else 0] = cut(output, page.url if section else ADDRESS)
        return ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Builds the portal and writes its files among those of MkDocs."""
        site = Path(config.site_dir)
        for name in LEFTOVERS:
            (site / name).unlink(missing_ok=True)
        try:
            self.facts = build.site(settings_of(config), self.shells, site, self.progress)
        except PortalError as fault:
            raise Abort(str(fault)) from fault

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Rebuilds when data or templates change; MkDocs itself watches the content and its own configuration."""
        server.watch(self.config.data_dir)
        server.watch(self.config.templates_dir)
        return server


def settings_of(config: MkDocsConfig) -> Settings:
    """The portal's settings as mkdocs.yml states them."""
    plugin = config.plugins[PLUGIN]
    return Settings(
        data=Path(plugin.config.data_dir),
        definitions=Path(plugin.config.definitions_dir or plugin.config.data_dir),
        site=Path(config.site_dir),
        templates=Path(plugin.config.templates_dir),
        name=config.site_name,
        address=config.site_url or "",
        as_of=judged_on(Path(plugin.config.data_dir), plugin.config.as_of),
        report_errors_to=plugin.config.report_errors_to or "",
    )


def judged_on(data: Path, given: str | None) -> date:
    """The day on which "overdue" and "coming up" are judged: as given, else the data's last commit, else today."""
    try:
        if given:
            return date.fromisoformat(given)
        commit = open_repository(data).last
        if commit:
            return commit.on
        return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())), ZoneInfo("Europe/London")).date()
    except ValueError as fault:
        raise SettingsError(f'"{given}" is not a date. Write it as 2026-03-03.') from fault


def settings(config_file: Path, data: Path | None = None, as_of: str | None = None) -> Settings:
    """The settings that mkdocs.yml gives, with another data folder or day where asked for. Raises SettingsError."""
    return settings_of(_config(config_file, data, as_of))


def render(config_file: Path, settings: Settings, folder: Path, progress: Callable[[str], None]) -> dict[str, Any]:
    """Builds the whole site into a folder and gives the facts for its manifest. Raises PortalError."""
    config = _config(config_file, settings.data, settings.as_of.isoformat())
    config.site_dir = str(folder)
    plugin = config.plugins[PLUGIN]
    plugin.progress = progress
    try:
        mkdocs_build(config)
    except Abort as fault:
        raise fault.__cause__ if isinstance(fault.__cause__, PortalError) else SettingsError(str(fault)) from fault
    except MkDocsException as fault:
        raise SettingsError(str(fault)) from fault
    return dict(plugin.facts)


def _config(config_file: Path, data: Path | None, as_of: str | None) -> MkDocsConfig:
    if not config_file.is_file():
        raise SettingsError(f"{config_file} is not there. Run this in the portal's folder, where mkdocs.yml is.")
    try:
        config = load_config(str(config_file))
    except (Abort, MkDocsException) as fault:
        raise SettingsError(f"{config_file}: {fault}") from fault
    plugin = config.plugins[PLUGIN]
    plugin.config.definitions_dir = plugin.config.definitions_dir or plugin.config.data_dir
    plugin.config.data_dir = str(data.absolute()) if data else plugin.config.data_dir
    plugin.config.as_of = as_of or plugin.config.as_of
    return config


def serve(config_file: Path, address: str) -> None:
    """Serves the site and builds it again when something changes."""
    if not config_file.is_file():
        raise SettingsError(f"{config_file} is not there. Run this in the portal's folder, where mkdocs.yml is.")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("mkdocs.commands.build").addFilter(lambda said: not said.getMessage().startswith("Page skipped"))
    mkdocs_serve(config_file=str(config_file), dev_addr=address)
