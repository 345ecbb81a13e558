//! The file as a whole: what its lines say together.

use std::{
    collections::HashMap,
    io::{self, Read},
};

use commerce::{
    Currency,
    catalogue::{Slug, VariantOption},
};
use csv::{ByteRecord, ErrorKind, ReaderBuilder};

use super::{
    ImportError, LineError, MOST_ERRORS,
    column::{Column, Header},
    entry::{self, Category, Product, Variant},
    line::Line,
    source::Counted,
};

/// A catalogue without mistakes.
#[derive(Debug)]
pub(super) struct CatalogueFile {
    /// In the shop's order.
    pub(super) categories: Vec<Category>,
    /// In the shop's order.
    pub(super) products: Vec<Product>,
    /// What all prices are in.
    pub(super) currency: Currency,
}

/// Reads and checks all of a file.
pub(super) fn read(
    source: impl Read,
    progress: impl FnMut(u64),
) -> Result<CatalogueFile, ImportError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(Counted {
            source,
            progress,
            read: 0,
        });
    let mut record = ByteRecord::new();
    reader.read_byte_record(&mut record).map_err(unreadable)?;
    let header = Header::read(&record).map_err(invalid)?;
    let cells = record.len();
    let mut lines = Lines::default();
    while reader.read_byte_record(&mut record).map_err(unreadable)? {
        if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
            lines.take(&record, &header, cells);
        }
    }
    lines.together()
}

fn unreadable(error: csv::Error) -> ImportError {
    ImportError::Read(match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}

fn invalid(mut errors: Vec<LineError>) -> ImportError {
    errors.sort_by_key(|error| error.line);
    errors.truncate(MOST_ERRORS);
    ImportError::Invalid(errors)
}

/// Lines read so far. What a line with a mistake names is known all the same, so that one mistake is told once.
#[derive(Default)]
struct Lines {
    errors: Vec<LineError>,
    categories: Vec<Category>,
    category_lines: HashMap<String, u64>,
    products: Vec<(u64, Product)>,
    product_lines: HashMap<String, u64>,
    sku_lines: HashMap<String, u64>,
    /// By product, the line of each variant, and the variant where it has no mistake.
    variants: HashMap<String, Vec<(u64, Option<Variant>)>>,
    currency: Option<(Currency, u64)>,
}

impl Lines {
    fn take(&mut self, record: &ByteRecord, header: &Header, cells: usize) {
        let mut errors = Vec::new();
        let mut line = Line::new(record, header, &mut errors);
        let number = line.number;
        let (kind, slug) = (line.cell(Column::Type), line.cell(Column::Slug).to_owned());
        let whole = record.len() == cells;
        match kind {
            "category" => {
                name_once(&mut line, Column::Slug, &mut self.category_lines);
                if whole && let Some(category) = entry::category(&mut line) {
                    self.categories.push(category);
                }
            }
            "product" => {
                name_once(&mut line, Column::Slug, &mut self.product_lines);
                if whole && let Some(product) = entry::product(&mut line) {
                    self.products.push((number, product));
                }
            }
            "variant" => {
                let variant = if whole {
                    entry::variant(&mut line)
                } else {
                    None
                };
                name_once(&mut line, Column::Sku, &mut self.sku_lines);
                if let Some(variant) = &variant {
                    self.same_currency(&mut line, variant);
                }
                self.variants
                    .entry(slug)
                    .or_default()
                    .push((number, variant));
            }
            _ if !whole => {}
            other => line.wrong(
                Column::Type,
                format_args!(
                    "\"{other}\" is no type; a line is a category, a product or a variant"
                ),
            ),
        }
        if !whole {
            errors.clear();
            errors.push(LineError {
                line: number,
                column: "",
                message: format!(
                    "there are {} cells here and {cells} in the header; is a comma or a quotation mark \
                     missing, or one too many?",
                    record.len()
                ),
            });
        }
        self.errors.append(&mut errors);
    }

    fn same_currency(&mut self, line: &mut Line<'_>, variant: &Variant) {
        let currency = variant.price.currency;
        let (first, at) = *self.currency.get_or_insert((currency, line.number));
        if first != currency {
            line.wrong(
                Column::Currency,
                format_args!("a shop has one currency, and line {at} says {first}"),
            );
        }
    }

    fn wrong(&mut self, line: u64, column: Column, message: String) {
        self.errors.push(LineError {
            line,
            column: column.name(),
            message,
        });
    }

    /// Checks what lines say of each other.
    fn together(mut self) -> Result<CatalogueFile, ImportError> {
        let mut products = Vec::with_capacity(self.products.len());
        for (line, mut product) in std::mem::take(&mut self.products) {
            if !self.category_lines.contains_key(product.category.as_str()) {
                let message = format!(
                    "no line of this file is the category \"{}\"",
                    product.category
                );
                self.wrong(line, Column::Category, message);
            }
            let variants = self
                .variants
                .get(product.slug.as_str())
                .map_or(&[][..], Vec::as_slice);
            if variants.is_empty() {
                let message =
                    "this product has no variant; a product needs a line of type variant with \
                               its SKU, price and stock"
                        .to_owned();
                self.wrong(line, Column::Slug, message);
                continue;
            }
            let told = told_apart(variants);
            product.variants = variants
                .iter()
                .filter_map(|(_, variant)| variant.clone())
                .collect();
            self.errors.extend(told);
            products.push(product);
        }
        self.errors
            .extend(self.variants.iter().flat_map(|(product, variants)| {
                let known =
                    self.product_lines.contains_key(product) || product.parse::<Slug>().is_err();
                variants
                    .iter()
                    .filter(move |_| !known)
                    .map(move |(line, _)| LineError {
                        line: *line,
                        column: Column::Slug.name(),
                        message: format!("no line of this file is the product \"{product}\""),
                    })
            }));
        if self.errors.is_empty() && products.is_empty() {
            self.errors.push(LineError {
                line: 1,
                column: "",
                message: "there is no product in this file, and importing it would empty the shop"
                    .to_owned(),
            });
        }
        match self.currency {
            Some((currency, _)) if self.errors.is_empty() => Ok(CatalogueFile {
                categories: self.categories,
                products,
                currency,
            }),
            _ => Err(invalid(self.errors)),
        }
    }
}

/// Notes where a name was given, and tells when it was given before.
fn name_once(line: &mut Line<'_>, column: Column, names: &mut HashMap<String, u64>) {
    let name = line.cell(column);
    if let Some(first) = names.get(name) {
        let kind = line.cell(Column::Type);
        line.wrong(
            column,
            format_args!("the {kind} \"{name}\" stands on line {first} already"),
        );
    } else if !name.is_empty() {
        names.insert(name.to_owned(), line.number);
    }
}

/// A product's variants name the same options in the same order, and no two choose the same.
fn told_apart(variants: &[(u64, Option<Variant>)]) -> Vec<LineError> {
    let mut sound = variants
        .iter()
        .filter_map(|(line, variant)| Some((*line, variant.as_ref()?)));
    let names = |variant: &Variant| -> Vec<String> {
        variant
            .options
            .iter()
            .map(|option| option.name.clone())
            .collect()
    };
    let Some((first_line, first)) = sound.next() else {
        return Vec::new();
    };
    let mut seen: HashMap<&[VariantOption], u64> =
        HashMap::from([(&first.options[..], first_line)]);
    let mut errors = Vec::new();
    for (line, variant) in sound {
        let message = if names(variant) != names(first) {
            format!(
                "the variants of a product have the same options in the same order, and line {first_line} \
                 has {}",
                if first.options.is_empty() {
                    "none".to_owned()
                } else {
                    names(first).join(", ")
                }
            )
        } else if let Some(other) = seen.get(&variant.options[..]) {
            format!("the variant on line {other} has these options already")
        } else {
            seen.insert(&variant.options, line);
            continue;
        };
        errors.push(LineError {
            line,
            column: Column::Options.name(),
            message,
        });
    }
    errors
}
