using System.Diagnostics.CodeAnalysis;

namespace Entente.Platform.Values;

/// <summary>Which of the few ways an act can be refused; <c>Http/Problems</c> maps it to a status.</summary>
public enum ProblemKind
{
    /// <summary>The input is wrong; 422.</summary>
    Invalid,

    /// <summary>There is no such thing for this actor; 404. Also what a forbidden record looks like to an outsider.</summary>
    NotFound,

    /// <summary>The actor may not do this; 403.</summary>
    Forbidden,

    /// <summary>The record is in a state that does not allow it; 409.</summary>
    Conflict,

    /// <summary>The record changed since the actor read it; 412.</summary>
    Stale,

    /// <summary>Too many of these in a short time; 429.</summary>
    TooMany,

    /// <summary>Something we depend on does not answer; 503.</summary>
    Unavailable,
}

/// <summary>
/// An expected refusal. <paramref name="Code"/> is stable and public (<c>registration.already_decided</c>),
/// <paramref name="Message"/> is a sentence for the person looking, <paramref name="Fields"/> maps an input's name to what is wrong with it.
/// </summary>
public sealed record Problem(ProblemKind Kind, string Code, string Message, IReadOnlyDictionary<string, string>? Fields = null)
{
    /// <summary>All that is wrong in one line, whichever fields it stands at: for places without fields.</summary>
    public string Sentence => Fields is { Count: > 0 } fields ? string.Join(' ', fields.Values.Distinct()) : Message;

    /// <summary>The same beside another field, whose form calls it otherwise.</summary>
    public Problem At(string field) => Invalid(Code, field, Message);

    public static Problem Invalid(string code, string message, IReadOnlyDictionary<string, string> fields) =>
        new(ProblemKind.Invalid, code, message, fields);

    public static Problem Invalid(string code, string field, string message) =>
        new(ProblemKind.Invalid, code, message, new Dictionary<string, string>(StringComparer.Ordinal) { [field] = message });

    public static Problem NotFound(string code, string message) => new(ProblemKind.NotFound, code, message);

    public static Problem Forbidden(string code, string message) => new(ProblemKind.Forbidden, code, message);

    public static Problem Conflict(string code, string message) => new(ProblemKind.Conflict, code, message);

    public static Problem Stale(string code, string message) => new(ProblemKind.Stale, code, message);
}

/// <summary>Either done, or a <see cref="Problem"/>.</summary>
public readonly record struct Result
{
    private Result(Problem? problem) => Problem = problem;

    public Problem? Problem { get; }

    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Ok => Problem is null;

    public static Result Done => default;

    public static implicit operator Result(Problem problem) => new(problem);
}

/// <summary>Either a value, or a <see cref="Problem"/>.</summary>
public readonly record struct Result<T>
{
    private Result(T? value, Problem? problem) => (ValueOrDefault, Problem) = (value, problem);

    private T? ValueOrDefault { get; }

    public Problem? Problem { get; }

    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Ok => Problem is null;

    /// <summary>The value. Reading it after a refusal is a bug and throws.</summary>
    public T Value => Problem is null ? ValueOrDefault! : throw new InvalidOperationException($"No value: refused with {Problem.Code}.");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Problem problem) => new(default, problem);
}
