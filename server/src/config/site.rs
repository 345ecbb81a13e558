//! Where the built browser half and the public files are.

use std::path::{Path, PathBuf};

use leptos::config::LeptosOptions;

use super::{ConfigError, Environment, parse_switch};

/// The file in which `cargo leptos` writes down the hashes that its file names carry; it lies beside the binary.
const HASH_FILE: &str = "hash.txt";

/// The folder that `cargo leptos build` fills. In a deployment it is `site/` beside the binary, with `hash.txt` beside both;
/// in a checkout it is `target/site`. `cargo leptos` itself says so by `LEPTOS_*`.
#[derive(Debug, Clone)]
pub struct SiteFolder {
    /// The folder (`LEPTOS_SITE_ROOT`).
    pub root: PathBuf,
    /// Name of the folder in it that holds script, WebAssembly and style (`LEPTOS_SITE_PKG_DIR`).
    pub pkg: String,
    /// What the names of those files begin with (`LEPTOS_OUTPUT_NAME`).
    pub output_name: String,
    /// Whether those names carry a hash of their content (`LEPTOS_HASH_FILES`).
    pub hashed: bool,
    /// Port of the live reload under `cargo leptos watch` (`LEPTOS_RELOAD_PORT`); none outside of it.
    pub reload_port: Option<u16>,
}

impl SiteFolder {
    pub(super) fn read(environment: &Environment) -> Result<SiteFolder, ConfigError> {
        let beside = std::env::current_exe()
            .ok()
            .and_then(|binary| Some(binary.parent()?.to_owned()));
        let beside = beside.unwrap_or_default();
        let has_hashes = beside.join(HASH_FILE).is_file();
        let asked = environment.parsed("LEPTOS_HASH_FILES", parse_switch)?;
        if asked == Some(true) && !has_hashes {
            return Err(ConfigError::new(
                "LEPTOS_HASH_FILES",
                format!(
                    "is on, and {HASH_FILE} is not beside the binary; copy it there from the build"
                ),
            ));
        }
        let port = environment.parsed("LEPTOS_RELOAD_PORT", |text| {
            text.parse()
                .map_err(|_| format!("\"{text}\" is not a port"))
        })?;
        let watched = environment.get("LEPTOS_WATCH").is_some();
        Ok(SiteFolder {
            root: environment
                .path("LEPTOS_SITE_ROOT")
                .map_or_else(|| default_root(&beside), PathBuf::from),
            pkg: environment
                .get("LEPTOS_SITE_PKG_DIR")
                .unwrap_or("pkg")
                .to_owned(),
            output_name: environment
                .get("LEPTOS_OUTPUT_NAME")
                .unwrap_or("till")
                .to_owned(),
            hashed: asked.unwrap_or(has_hashes),
            reload_port: watched.then_some(port.unwrap_or(3001)),
        })
    }

    /// What Leptos has to know of it.
    pub(crate) fn leptos_options(&self) -> LeptosOptions {
        LeptosOptions::builder()
            .output_name(self.output_name.as_str())
            .site_root(self.root.to_string_lossy().into_owned())
            .site_pkg_dir(self.pkg.as_str())
            .hash_files(self.hashed)
            .reload_port(u32::from(self.reload_port.unwrap_or(3001)))
            .build()
    }

    /// Whether the browser half was built.
    pub fn is_built(&self) -> bool {
        self.root.join(&self.pkg).is_dir()
    }
}

fn default_root(beside: &Path) -> PathBuf {
    let deployed = beside.join("site");
    if deployed.is_dir() {
        deployed
    } else {
        PathBuf::from("target/site")
    }
}
