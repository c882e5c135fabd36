//! The one error of the product. Each variant says what its reader can do about it.
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// What is wrong with one field of a form, in French, for the person who filled it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The name of the field, as in the form's struct; empty when the whole form is meant.
    pub field: String,
    /// A sentence that says what to do.
    pub message: String,
}

impl FieldError {
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), message: message.into() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Sign in, then come back: what was typed is kept.
    #[error("Connectez-vous pour continuer.")]
    Unauthenticated,
    /// The object is visible, the act is not allowed; the sentence says why.
    #[error("{0}")]
    Forbidden(String),
    /// It does not exist, or not for this reader.
    #[error("Cette page n’existe pas, ou vous n’y avez pas accès.")]
    NotFound,
    /// Somebody saved in between: read both texts and choose.
    #[error("Quelqu’un a enregistré entre-temps.")]
    Stale,
    /// Correct these fields.
    #[error("La saisie est à corriger.")]
    Invalid(Vec<FieldError>),
    /// Send less at a time.
    #[error("L’envoi dépasse la taille acceptée.")]
    TooLarge,
    /// The request could not be read (a tampered or cut form).
    #[error("La demande n’a pas pu être lue.")]
    Unreadable,
    /// The same form was already submitted: its first answer is at this address.
    #[error("Ce formulaire a déjà été envoyé.")]
    AlreadyDone { page: String },
    /// Nothing the reader did; the cause is in the log, under the number of the request.
    #[error("Une erreur s’est produite de notre côté.")]
    Internal,
}

impl AppError {
    /// A refusal about one field.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::Unreadable,
            _ => Self::Internal,
        }
    }
}

#[cfg(feature = "ssr")]
mod server {
    use super::AppError;
    use axum::{
        http::StatusCode,
        response::{IntoResponse, Response},
    };

    impl AppError {
        /// The status that a script, or the page that shows this error, gets.
        pub fn status(&self) -> StatusCode {
            match self {
                Self::Unauthenticated => StatusCode::UNAUTHORIZED,
                Self::Forbidden(_) => StatusCode::FORBIDDEN,
                Self::NotFound => StatusCode::NOT_FOUND,
                Self::Stale | Self::AlreadyDone { .. } => StatusCode::CONFLICT,
                Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
                Self::Unreadable => StatusCode::BAD_REQUEST,
                Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            }
        }
    }

    /// A plain endpoint that fails: the outer layer turns the marker into the right page.
    impl IntoResponse for AppError {
        fn into_response(self) -> Response {
            let mut response = (self.status(), self.to_string()).into_response();
            response.extensions_mut().insert(self);
            response
        }
    }

    impl From<sea_orm::DbErr> for AppError {
        fn from(cause: sea_orm::DbErr) -> Self {
            tracing::error!(%cause, "database");
            Self::Internal
        }
    }

    impl From<serde_json::Error> for AppError {
        fn from(cause: serde_json::Error) -> Self {
            tracing::error!(%cause, "json");
            Self::Internal
        }
    }
}
