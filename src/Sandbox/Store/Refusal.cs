namespace Entente.Sandbox.Store;

internal enum RefusalCode
{
    InvalidNumber,
    InvalidBool,
    InvalidDate,
    InvalidDateTime,
    InvalidOption,
    InvalidEmail,
    InvalidOwner,
    TooLong,
    ReadOnly,
    Duplicate,
    NotFound,

    /// <summary>A field that must not be empty is.</summary>
    Required,
}

/// <summary>Why the store did not take a write; each protocol words it in its own way. Nothing was changed.</summary>
internal sealed record Refusal(RefusalCode Code, Field? Field = null, string? Value = null, long? ExistingId = null);

/// <summary>A written record, or why it was refused.</summary>
internal readonly record struct Outcome(Record? Record, Refusal? Refusal)
{
    public static implicit operator Outcome(Record record) => new(record, null);

    public static implicit operator Outcome(Refusal refusal) => new(null, refusal);
}
