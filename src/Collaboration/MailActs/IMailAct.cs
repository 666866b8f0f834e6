using Entente.Platform.Values;

namespace Entente.Collaboration.MailActs;

/// <summary>What an address in a mail would do, as whoever got the mail sees it now.</summary>
/// <param name="Title">A question: <c>Approve Aldermere Foods?</c></param>
/// <param name="Facts">What it is decided on.</param>
/// <param name="Verb">On the button: <c>Approve</c>.</param>
/// <param name="Page">Where the record is, for whoever wants to see more.</param>
public sealed record MailActView(string Title, string Lede, IReadOnlyList<(string Label, string Value)> Facts, string Verb, string Page)
{
    /// <summary>Why there is nothing to do here: it was done, or needs the page; null: the button does it.</summary>
    public string? Settled { get; init; }

    /// <summary>It was done by whoever got the mail.</summary>
    public bool Yours { get; init; }
}

/// <summary>
/// Contributed by a room: one act that the address in a mail carries out, by the use case of its page. Made from the scope of the person to whom the mail
/// went, with the rights that they have now.
/// </summary>
public interface IMailAct
{
    /// <summary>Stable, at most 40 characters: <c>registration.approve</c>.</summary>
    string Code { get; }

    /// <summary>Changes nothing. Null: there is no such record for them, or it is not theirs to do.</summary>
    /// <param name="seen">What the record's turn was when the mail was written: another turn makes the address used.</param>
    Task<MailActView?> Look(Guid subject, long seen, CancellationToken ct);

    /// <summary>Does it. Only called while <see cref="Look"/> says that it can be done.</summary>
    Task<Result> Run(Guid subject, long seen, CancellationToken ct);
}
