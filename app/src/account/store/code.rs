//! Codes that are mailed: few digits, so a slow hash.
use argon2::Argon2;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::account::model::DIGITS;
use crate::error::AppError;
use crate::ids::SignInId;

/// Hashes at a time: each takes 19 MiB and a processor for a while, and anybody may ask for one.
static HASHING: Semaphore = Semaphore::const_new(2);

/// The slow hash of a code, salted by its attempt.
///
/// # Errors
/// `Internal`, in the log, if the machine has no memory left for it.
pub async fn hash_code(code: String, id: SignInId) -> Result<String, AppError> {
    let _one_of_few = HASHING.acquire().await;
    let hashed = tokio::task::spawn_blocking(move || {
        let mut out = [0_u8; 32];
        Argon2::default().hash_password_into(code.as_bytes(), id.0.as_bytes(), &mut out)?;
        Ok::<_, argon2::Error>(out.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
    });
    match hashed.await {
        Ok(Ok(hash)) => Ok(hash),
        failed => {
            tracing::error!(?failed, "argon2");
            Err(AppError::Internal)
        }
    }
}

/// As many digits as a code has, from the 62 random low bits of a UUID (the bias is below 10⁻¹⁰).
pub fn random_code() -> String {
    let bits = Uuid::new_v4().as_u64_pair().1 & (u64::MAX >> 2);
    format!("{:08}", bits % 10_u64.pow(u32::try_from(DIGITS).unwrap_or_default()))
}
