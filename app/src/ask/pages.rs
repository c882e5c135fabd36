//! The pages of requests: to ask, one request, each of its steps, the queue of a plan.
mod new;
mod queue;
mod show;
mod step;

pub use new::NewAskPage;
pub use queue::QueuePage;
pub use show::AskPage;
pub use step::AskStepPage;
