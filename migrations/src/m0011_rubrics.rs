//! The lines of the structured rubrics of a sheet: goals, projects, indicators, means, partners.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, integer, string, text, text_null, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A table of lines: its own columns, between the sheet and the version that all have.
fn lines(table: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut create = Table::create();
    create.table(table).col(uuid("id").primary_key()).col(uuid("sheet_id")).col(integer("version"));
    for mut column in columns {
        create.col(&mut column);
    }
    create.foreign_key(ForeignKey::create().from(table, "sheet_id").to("action_sheet", "id"));
    create
}

fn tables() -> Vec<(&'static str, Vec<ColumnDef>)> {
    let (words, texts) = (|name| string(name).take(), |name| text(name).take());
    vec![
        ("goal", vec![words("level"), uuid_null("parent_id").take(), texts("title")]),
        (
            "project",
            vec![
                integer("number").take(),
                texts("title"),
                texts("goals"),
                texts("publics"),
                text_null("given_up").take(),
            ],
        ),
        (
            "indicator",
            vec![
                texts("title"),
                words("kind"),
                texts("unit"),
                texts("baseline"),
                texts("target"),
                texts("source"),
                texts("collector"),
                words("periodicity"),
                words("definition"),
                text_null("given_up").take(),
            ],
        ),
        (
            "means",
            vec![
                texts("title"),
                words("unit"),
                words("certainty"),
                // hundredths of a day or of a euro
                big_integer_null("asked").take(),
                big_integer_null("obtained").take(),
                big_integer_null("spent").take(),
            ],
        ),
        ("partner", vec![texts("title"), texts("commitment")]),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in tables() {
            manager.create_table(lines(table, columns)).await?;
            let mut index = Index::create();
            index.name(format!("{table}_sheet")).table(table).col("sheet_id");
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _) in tables().into_iter().rev() {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
