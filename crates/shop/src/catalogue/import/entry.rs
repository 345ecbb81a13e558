//! What a line says: a category, a product or a variant.

use commerce::{
    Currency, Money,
    catalogue::{Picture, Sku, Slug, VariantOption},
};

use super::{column::Column, line::Line};

/// Characters of a title.
const TITLE: usize = 120;
/// Characters of a summary, which is also the page's description for search engines.
const SUMMARY: usize = 320;
/// Characters of a product's text: some ten printed pages.
const TEXT: usize = 20_000;
/// Characters of a picture's path and of what it shows.
const PICTURE: usize = 400;
/// Characters of an option's name and of its value.
const OPTION: usize = 60;
/// Options that tell the variants of one product apart.
const MOST_OPTIONS: usize = 5;
/// Pixels of a picture's side.
const PIXELS: u32 = 20_000;
/// Pieces of one variant.
const STOCK: u32 = 1_000_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Category {
    pub(super) slug: Slug,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) picture: Picture,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Product {
    pub(super) slug: Slug,
    pub(super) category: Slug,
    pub(super) title: String,
    pub(super) summary: String,
    /// Paragraphs with an empty line between two.
    pub(super) text: String,
    pub(super) picture: Picture,
    /// In the file's order.
    pub(super) variants: Vec<Variant>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Variant {
    pub(super) sku: Sku,
    pub(super) options: Vec<VariantOption>,
    pub(super) price: Money,
    pub(super) stock: u32,
}

/// Reads a line of type `category`; none when it has a mistake.
pub(super) fn category(line: &mut Line<'_>) -> Option<Category> {
    line.nothing_in(&[
        Column::Category,
        Column::Text,
        Column::Sku,
        Column::Options,
        Column::Price,
        Column::Currency,
        Column::Stock,
    ]);
    let slug = line.parsed(Column::Slug);
    let title = line.text(Column::Title, TITLE);
    let summary = line.text(Column::Summary, SUMMARY);
    let picture = picture(line);
    Some(Category {
        slug: slug?,
        title: title?,
        summary: summary?,
        picture: picture?,
    })
}

/// Reads a line of type `product`; none when it has a mistake.
pub(super) fn product(line: &mut Line<'_>) -> Option<Product> {
    line.nothing_in(&[
        Column::Sku,
        Column::Options,
        Column::Price,
        Column::Currency,
        Column::Stock,
    ]);
    let slug = line.parsed(Column::Slug);
    let category = line.parsed(Column::Category);
    let title = line.text(Column::Title, TITLE);
    let summary = line.text(Column::Summary, SUMMARY);
    let text = line.paragraphs(Column::Text, TEXT);
    let picture = picture(line);
    Some(Product {
        slug: slug?,
        category: category?,
        title: title?,
        summary: summary?,
        text: text?,
        picture: picture?,
        variants: Vec::new(),
    })
}

/// Reads a line of type `variant`, of the product in the column `slug`; none when it has a mistake.
pub(super) fn variant(line: &mut Line<'_>) -> Option<Variant> {
    line.nothing_in(&[
        Column::Category,
        Column::Title,
        Column::Summary,
        Column::Text,
        Column::Picture,
        Column::Alt,
        Column::Width,
        Column::Height,
    ]);
    let product = line.parsed::<Slug>(Column::Slug);
    let sku = line.parsed(Column::Sku);
    let options = options(line);
    let price = match line.parsed::<Currency>(Column::Currency) {
        Some(currency) => price(line, currency),
        None => None,
    };
    let stock = match line.cell(Column::Stock) {
        negative if negative.starts_with('-') => {
            line.wrong(
                Column::Stock,
                "a stock cannot be negative; write 0 for sold out",
            );
            None
        }
        _ => line.number(Column::Stock, 0..=STOCK),
    };
    product?;
    Some(Variant {
        sku: sku?,
        options: options?,
        price: price?,
        stock: stock?,
    })
}

fn picture(line: &mut Line<'_>) -> Option<Picture> {
    let src = line.text(Column::Picture, PICTURE).and_then(|path| {
        // Two slashes at the start would be an address on somebody else's site.
        let on_this_site = path.starts_with('/') && !path.starts_with("//");
        if on_this_site && !path.contains(char::is_whitespace) && !path.contains('\\') {
            return Some(path);
        }
        line.wrong(
            Column::Picture,
            "a picture is a path on this site, without spaces, like /pictures/mug.svg",
        );
        None
    });
    let alt = line.text(Column::Alt, PICTURE);
    let width = line.number(Column::Width, 1..=PIXELS);
    let height = line.number(Column::Height, 1..=PIXELS);
    Some(Picture {
        src: src?,
        alt: alt?,
        width: width?,
        height: height?,
    })
}

fn price(line: &mut Line<'_>, currency: Currency) -> Option<Money> {
    let text = line.text(Column::Price, PICTURE)?;
    let price = match Money::parse(&text, currency) {
        Ok(price) => price,
        Err(error) => {
            line.wrong(Column::Price, error);
            return None;
        }
    };
    let step = currency.step();
    if price.minor > currency.maximum_charge() {
        let most = Money::new(currency.maximum_charge(), currency);
        line.wrong(
            Column::Price,
            format_args!("nothing above {most} can be charged at once"),
        );
    } else if price.minor % step != 0 {
        let step = Money::new(step, currency);
        line.wrong(
            Column::Price,
            format_args!("only multiples of {step} can be charged"),
        );
    } else {
        return Some(price);
    }
    None
}

/// Reads `Size=M;Colour=Sea green`; nothing for a product that comes in one variant only.
fn options(line: &mut Line<'_>) -> Option<Vec<VariantOption>> {
    let cell = line.cell(Column::Options);
    let mut options: Vec<VariantOption> = Vec::new();
    for part in cell.split(';').filter(|_| !cell.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let (name, value) = (name.trim(), value.trim());
        let fits = |text: &str| {
            (1..=OPTION).contains(&text.chars().count()) && !text.contains(char::is_control)
        };
        if !fits(name) || !fits(value) {
            line.wrong(
                Column::Options,
                format_args!(
                    "\"{}\" is not an option; write them like Size=M;Colour=Sea green, at most \
                     {OPTION} characters each",
                    part.trim()
                ),
            );
            return None;
        }
        if options.iter().any(|option| option.name == name) {
            line.wrong(Column::Options, format_args!("\"{name}\" is chosen twice"));
            return None;
        }
        options.push(VariantOption {
            name: name.to_owned(),
            value: value.to_owned(),
        });
    }
    if options.len() > MOST_OPTIONS {
        line.wrong(
            Column::Options,
            format_args!("at most {MOST_OPTIONS} options fit on a page"),
        );
        return None;
    }
    Some(options)
}
