//! People who can be written to: their address, the mails that leave, and the attempts to sign in.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, integer, json, string, string_null, text, timestamp_with_time_zone as moment,
    timestamp_with_time_zone_null as moment_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut column in [
            string_null("email"),
            string_null("email_key"),
            boolean("reminders").default(true).take(),
            moment_null("reminded_at"),
        ] {
            manager.alter_table(Table::alter().table("person").add_column(&mut column).take()).await?;
        }
        let one_each = Index::create().name("person_email").table("person").col("email_key").unique().take();
        manager.create_index(one_each).await?;
        manager.create_table(mail()).await?;
        let waiting = Index::create().name("mail_waiting").table("mail").col("sent_at").col("next_at").take();
        manager.create_index(waiting).await?;
        manager.create_table(attempt()).await?;
        for (name, column) in [("sign_in_browser", "browser_hash"), ("sign_in_link", "link_hash")] {
            let index = Index::create().name(name).table("sign_in").col(column).unique().take();
            manager.create_index(index).await?;
        }
        for (name, column) in [("sign_in_email", "email_key"), ("sign_in_network", "network")] {
            let index = Index::create().name(name).table("sign_in").col(column).col("at").take();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("sign_in").to_owned()).await?;
        manager.drop_table(Table::drop().table("mail").to_owned()).await?;
        manager.drop_index(Index::drop().name("person_email").table("person").to_owned()).await?;
        for column in ["reminded_at", "reminders", "email_key", "email"] {
            manager.alter_table(Table::alter().table("person").drop_column(column).take()).await?;
        }
        Ok(())
    }
}

/// A mail to one person about one message of the outbox.
fn mail() -> TableCreateStatement {
    Table::create()
        .table("mail")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(string("kind"))
        .col(json("payload"))
        .col(moment("at"))
        .col(moment("next_at"))
        .col(integer("tries"))
        .col(moment_null("sent_at"))
        .col(moment_null("failed_at"))
        .col(text("error"))
        .foreign_key(ForeignKey::create().from("mail", "person_id").to("person", "id"))
        .take()
}

/// Somebody who asked to sign in: the browser that asked, and the hashes of what was mailed.
fn attempt() -> TableCreateStatement {
    Table::create()
        .table("sign_in")
        .col(uuid("id").primary_key())
        .col(string("browser_hash"))
        .col(string("email"))
        .col(string("email_key"))
        .col(uuid_null("person_id"))
        .col(string("network"))
        .col(moment("at"))
        .col(moment("expires_at"))
        .col(string("then_path"))
        .col(string_null("link_hash"))
        .col(string_null("code_hash"))
        .col(integer("tries"))
        .col(moment_null("used_at"))
        .foreign_key(ForeignKey::create().from("sign_in", "person_id").to("person", "id"))
        .take()
}
