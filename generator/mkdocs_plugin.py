"""The only module that imports MkDocs: it renders the theme's shells and hand-written pages; `build` does the rest."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal

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
from generator.configured import accessibility, host, judged_on
from generator.errors import PortalError, SettingsError
from generator.pages import SHELLS, policy
from generator.pages.shell import Shell, cut
from generator.pages.site import SECTION_TITLES
from generator.pages.statement import filled
from generator.pages.written import told
from generator.publish import write
from generator.search.documents import Written
from generator.search.written import written
from generator.settings import Accessibility, Settings
from generator.shrink import Guard

PLUGIN: Final = "portal"
TYPOGRAPHY: Final = "assets/stylesheets/main."


class PortalConfig(base.Config):
    """What `plugins: portal:` in mkdocs.yml may say."""

    data_dir = option.Dir(exists=True, default="data")
    templates_dir = option.Dir(exists=True, default="site_templates")
    definitions_dir = option.Optional(option.Dir(exists=True))
    report_errors_to = option.Optional(option.URL())
    as_of = option.Optional(option.Type(str))
    cache_dir = option.Optional(option.Type(str))
    host = option.Optional(option.Type(str))
    accessibility = option.Type(dict, default={})


class PortalPlugin(BasePlugin[PortalConfig]):
    """Adds a placeholder for every shell, keeps what the theme makes of it, and writes the portal's pages at the end."""

    def __init__(self) -> None:
        self.shells: dict[tuple[str, int], Shell] = {}
        self.progress: Callable[[str], None] = lambda _: None
        self.facts: dict[str, Any] = {}
        self.guard = Guard()
        self.inline = policy.Inline()
        self.written: list[Written] = []
        self.served = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remembers whether MkDocs will put its own script for reloading into each page."""
        self.served = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Stops a build that could not say who answers for accessibility."""
        self.accessibility: Accessibility = accessibility(self.config.accessibility)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the placeholders as virtual files, those of sections for the navigation; of the theme only its typography stays."""
        self.shells, self.inline, self.written = {}, policy.Inline(), []
        for file in [file for file in files if file.src_dir in config.theme.dirs]:
            if file.src_uri.startswith(TYPOGRAPHY) and file.src_uri.endswith(".css"):
                config.extra_css.insert(0, file.src_uri)
            else:
                files.remove(file)
        for section, depth in SHELLS:
            path = f"{section}/" + "x/" * (depth - 1) + "index.md" if section else "index.md"
            text = f"---\ntitle: {SECTION_TITLES.get(section, 'Home')}\nshell: true\n---\n"
            level = InclusionLevel.INCLUDED if depth < 2 else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, path, content=text, inclusion=level))
        templates = Path(self.config.templates_dir)
        for asset in sorted(path for path in (templates / "assets").rglob("*") if path.is_file()):
            name = asset.relative_to(templates).as_posix()
            files.append(File(name, str(templates), config.site_dir, config.use_directory_urls))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Puts what mkdocs.yml says of accessibility into the hand-written statement."""
        return filled(markdown, self.accessibility)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Gives the tables of hand-written pages what Markdown leaves out."""
        return told(html)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Keeps a placeholder's HTML as a shell; MkDocs skips writing a page that is empty."""
        html = self._guarded(output)
        if not page.meta.get("shell"):
            self.written.append(written(page.url, page.title or "", page.content or ""))
            return html
        section = page.url.split("/")[0] if page.url not in {"", "./"} else ""
        self.shells[section, page.url.count("/") if section else 0] = cut(html)
        return ""

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Gives the page for addresses that are not there its policy; MkDocs' own sitemap lists placeholders and is dropped."""
        return self._guarded(output_content) if template_name.endswith(".html") else ""

    def _guarded(self, html: str) -> str:
        self.inline |= policy.inline(html)
        return policy.guarded(html, self.served)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Builds the portal and writes its files among those of MkDocs."""
        site = Path(config.site_dir)
        write(site, policy.headers(self.inline))
        pages = tuple(sorted(self.written))
        self.facts = build.site(settings_of(config), self.shells, pages, site, self.progress, self.guard)

    def on_build_error(self, *, error: Exception) -> None:
        """Says a reason why nothing more can be done in one sentence, as MkDocs says its own."""
        if isinstance(error, PortalError):
            raise Abort(str(error)) from error

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
        cache=Path(config.config_file_path).parent / plugin.config.cache_dir if plugin.config.cache_dir else None,
        host=host(plugin.config.host),
    )


def settings(config_file: Path, data: Path | None = None, as_of: str | None = None) -> Settings:
    """The settings that mkdocs.yml gives, with another data folder or day where asked for. Raises SettingsError."""
    return settings_of(_config(config_file, data, as_of))


def render(config_file: Path, settings: Settings, folder: Path, progress: Callable[[str], None], guard: Guard) -> dict[str, Any]:
    """Builds the whole site into a folder and gives the facts for its manifest. Raises PortalError."""
    config = _config(config_file, settings.data, settings.as_of.isoformat())
    config.site_dir = str(folder)
    plugin = config.plugins[PLUGIN]
    plugin.progress, plugin.guard = progress, guard
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
    except (Abort, MkDocsException, ValueError) as fault:
        raise SettingsError(f"{config_file}: {fault}") from fault
    plugin = config.plugins[PLUGIN]
    plugin.config.definitions_dir = plugin.config.definitions_dir or plugin.config.data_dir
    plugin.config.data_dir = str(data.absolute()) if data else plugin.config.data_dir
    plugin.config.as_of = as_of or plugin.config.as_of
    return config


def serve(config_file: Path, address: str) -> None:
    """Serves the site and builds it again when something changes. Raises SettingsError."""
    _config(config_file, None, None)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("mkdocs.commands.build").addFilter(lambda said: not said.getMessage().startswith("Page skipped"))
    mkdocs_serve(config_file=str(config_file), dev_addr=address)
