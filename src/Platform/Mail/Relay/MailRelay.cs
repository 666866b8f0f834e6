using System.Net;

namespace Entente.Platform.Mail.Relay;

/// <summary>How mails leave this installation, as it was started; one for all workspaces.</summary>
/// <param name="relay">Null: none leaves, and the built-in catcher keeps them.</param>
/// <param name="from">The sender's address; null: each workspace writes as <c>{slug}@{domain}</c>.</param>
/// <param name="domain">Behind the @ of what this installation receives; null: it receives nothing.</param>
public sealed class MailRelay(RelaySettings? relay, string? from, string? domain, TimeProvider clock) : IAsyncDisposable
{
    private readonly RelayLines? lines = relay is null
        ? null
        : new(relay, Dns.GetHostName() is { Length: > 0 } name ? name : "localhost", clock);

    /// <summary>Nothing leaves.</summary>
    public static MailRelay None { get; } = new(null, null, null, TimeProvider.System);

    public bool IsThere => lines is not null;

    /// <summary>As people read it: <c>mail.acme.example:587</c>.</summary>
    public string Name => relay?.ToString() ?? "";

    /// <summary>Why nothing goes out now; null while it works.</summary>
    public RelayRest? Resting => lines?.Resting;

    internal string Domain => domain ?? from?[(from.LastIndexOf('@') + 1)..] ?? "entente.invalid";

    /// <summary>Whose mail it is, by address.</summary>
    internal string From(string slug) => from ?? $"{slug}@{Domain}";

    /// <summary>Where reports of a mail that was not delivered go: an address of its own, so that they say by themselves which mail they mean (VERP).</summary>
    internal string ReturnTo(string slug, long number) =>
        domain is not null && ReturnAddress.Write(slug, number) is { } local ? $"{local}@{domain}" : From(slug);

    internal Task<Handover> Give(
        Envelope envelope,
        ReadOnlyMemory<byte> mail,
        Func<CancellationToken, Task> beforeEnd,
        CancellationToken ct
    ) => lines!.Give(envelope, mail, beforeEnd, ct);

    public ValueTask DisposeAsync() => lines?.DisposeAsync() ?? default;
}
