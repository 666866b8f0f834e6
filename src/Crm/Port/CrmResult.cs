using System.Diagnostics.CodeAnalysis;

namespace Entente.Crm.Port;

/// <summary>What the engine does with a failed call; one class, one way on.</summary>
public enum CrmErrorClass
{
    /// <summary>Network, 5xx, a locked row: the same call may succeed shortly. Retried with growing gaps.</summary>
    Transient,

    /// <summary>A limit of the CRM was reached: the lane pauses until <see cref="CrmError.RetryAfter"/>.</summary>
    Throttled,

    /// <summary>Token, scope, permission or signature: the connection stops and an admin is asked.</summary>
    Auth,

    /// <summary>The CRM refuses these values: waits in the error queue until somebody edits or retries.</summary>
    Data,

    /// <summary>A field or object is unknown, invisible or of another type: mapping work.</summary>
    Schema,

    /// <summary>No such record, any more or yet.</summary>
    NotFound,

    /// <summary>Another record holds this key; <see cref="CrmError.ExistingId"/> names it when the CRM says which.</summary>
    Conflict,

    /// <summary>We cannot read what was sent: kept aside, never retried by itself.</summary>
    Poison,
}

/// <summary>
/// Why a call to the CRM did not do what was asked.
/// </summary>
/// <param name="Class">What to do about it.</param>
/// <param name="Code">The CRM's own code (<c>PROPERTY_DOESNT_EXIST</c>, <c>UNABLE_TO_LOCK_ROW</c>) or ours in lower case (<c>network</c>).</param>
/// <param name="Message">A sentence for the admin who looks at the error queue; never holds a token.</param>
/// <param name="RetryAfter">How long the CRM asks us to wait, when it says so or its limit implies it.</param>
/// <param name="Field">The CRM's name of the field at fault, when one is.</param>
/// <param name="ExistingId">For a conflict: the id of the record that already holds the key.</param>
/// <param name="WrittenId">The record itself was written and has this id; what failed came after it, such as its links.</param>
public sealed record CrmError(
    CrmErrorClass Class,
    string Code,
    string Message,
    TimeSpan? RetryAfter = null,
    string? Field = null,
    string? ExistingId = null,
    string? WrittenId = null
)
{
    /// <summary>True when the same call may succeed later without anybody changing anything.</summary>
    public bool MayPass => Class is CrmErrorClass.Transient or CrmErrorClass.Throttled;
}

/// <summary>Either what the CRM answered, or a <see cref="CrmError"/>.</summary>
public readonly record struct CrmResult<T>
{
    private readonly T? value;

    private CrmResult(T? value, CrmError? error) => (this.value, Error) = (value, error);

    public CrmError? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool Ok => Error is null;

    /// <summary>The answer. Reading it after a failure is a bug and throws.</summary>
    public T Value => Error is null ? value! : throw new InvalidOperationException($"No answer: {Error.Class} {Error.Code}.");

    public static implicit operator CrmResult<T>(T value) => new(value, null);

    public static implicit operator CrmResult<T>(CrmError error) => new(default, error);

    /// <summary>A way to return a value whose type is an interface, where no conversion operator may exist.</summary>
    public static CrmResult<T> Of(T value) => new(value, null);
}
