//! Who reads a comment: what was said before the adoption stays with those who could read it then.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        alter.table("comment").add_column(string("audience").default("committee"));
        manager.alter_table(alter).await?;
        // of those that were written when there was no such column, the history tells which came after the adoption
        let adopted = Query::select()
            .expr(Expr::val(1))
            .from("history")
            .and_where(Expr::col(("history", "subject")).equals(("comment", "sheet_id")))
            .and_where(Expr::col(("history", "part")).eq("status"))
            .and_where(Expr::col(("history", "text")).eq("Adoptée"))
            .and_where(Expr::col(("history", "at")).lte(Expr::col(("comment", "at"))))
            .take();
        let to_region = Query::update()
            .table("comment")
            .value("audience", "region")
            .and_where(Expr::exists(adopted))
            .take();
        manager.execute(to_region).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        alter.table("comment").drop_column("audience");
        manager.alter_table(alter).await
    }
}
