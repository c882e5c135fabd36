//! A project and an indicator are given up like a deliverable: on a day, with one of the reasons, and a detail.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date_null, string, text, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 2] = ["project", "indicator"];

/// The reasons that say something by themselves, and what they said on this day.
const REASONS: [(&str, &str); 4] = [
    ("means", "les moyens manquent"),
    ("pilot", "il n’y a plus de pilote"),
    ("target", "le public visé a changé"),
    ("elsewhere", "c’est fait ailleurs"),
];

fn columns() -> [(&'static str, ColumnDef); 3] {
    [
        ("given_up_on", date_null("given_up_on").take()),
        ("reason", string("reason").default("").take()),
        ("detail", text("detail").default("").take()),
    ]
}

async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    // SQLite adds one column at a time
    manager.alter_table(Table::alter().table(table).add_column(column).take()).await
}

async fn drop(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).drop_column(column).take()).await
}

/// What a row said in words of its own is another reason, of the day when the history last told of such lines in its sheet.
fn in_words(table: &'static str) -> UpdateStatement {
    let told = Query::select()
        .expr(Func::cust("date").arg(Expr::col(("history", "at")).max()))
        .from("history")
        .and_where(Expr::col(("history", "subject")).equals((table, "sheet_id")))
        .and_where(Expr::col(("history", "part")).eq(table))
        .take();
    let today = Expr::from(Func::cust("date").arg(Expr::current_timestamp()));
    Query::update()
        .table(table)
        .value("reason", "other")
        .value("detail", Expr::col("given_up"))
        .value("given_up_on", Func::coalesce([told.into(), today]))
        .and_where(Expr::col("given_up").is_not_null())
        .take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            for (_, column) in columns() {
                add(manager, table, column).await?;
            }
            manager.execute(in_words(table)).await?;
            drop(manager, table, "given_up").await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            add(manager, table, text_null("given_up").take()).await?;
            let given_up = Query::update()
                .table(table)
                .value("given_up", Expr::col("detail"))
                .and_where(Expr::col("given_up_on").is_not_null())
                .take();
            manager.execute(given_up).await?;
            for (word, said) in REASONS {
                let detailed =
                    Expr::val(format!("{said}\u{a0}: ")).binary(BinOper::Custom("||"), Expr::col("detail"));
                let said = Expr::case(Expr::col("detail").eq(""), said).finally(detailed);
                let given_up = Query::update()
                    .table(table)
                    .value("given_up", said)
                    .and_where(Expr::col("reason").eq(word))
                    .take();
                manager.execute(given_up).await?;
            }
            for (name, _) in columns().into_iter().rev() {
                drop(manager, table, name).await?;
            }
        }
        Ok(())
    }
}
