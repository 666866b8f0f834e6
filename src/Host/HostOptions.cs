using Entente.Access.Http;
using Entente.Collaboration.Intake.Smtp;
using Entente.Platform.Mail.Relay;

namespace Entente.Host;

/// <summary>Which work this process does.</summary>
public enum Role
{
    All,
    Web,
    Worker,
}

/// <summary>How the app was asked to run.</summary>
/// <param name="Url">Where it listens: <c>http://localhost:5080</c>.</param>
/// <param name="DataFolder">Holds the private cluster, keys, indexes.</param>
/// <param name="Database">An administrator's connection to an existing PostgreSQL, or null for the private one.</param>
public sealed record HostOptions(string Url, string DataFolder, string? Database, Role Role)
{
    /// <summary>A database that is ready, connected as the app's role: tests hand it over.</summary>
    public string? ReadyDatabase { get; init; }

    /// <summary>The key ring, and the passwords of Entente's roles: what all nodes of one database share.</summary>
    public string KeyFolder => Path.Combine(DataFolder, "keys");

    /// <summary>The clock of this process; the demo and tests bring their own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How the app is reached from outside; links in mails start with it. Null: where it really listens.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The other host name from which files are given out; null: see <see cref="Access.Files.FilesAddress"/>.</summary>
    public string? FilesUrl { get; init; }

    /// <summary>How people reach it.</summary>
    public string Address => PublicUrl ?? Url;

    /// <summary>
    /// Reverse proxies whose word on where a request came from is taken (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>). None: the
    /// headers are not read, and limits count the address that the connection comes from.
    /// </summary>
    public IReadOnlyList<System.Net.IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Whether the outbox page is the mailbox of this installation, so that the sign-in links in it are shown.</summary>
    public Func<bool> OutboxIsMailbox { get; init; } = () => false;

    /// <summary>Where mail is received; null: nowhere.</summary>
    public SmtpOptions? MailIn { get; init; }

    /// <summary>Behind the @ of the addresses by which our mails are answered; null: they cannot be.</summary>
    public string? MailDomain { get; init; }

    /// <summary>The authserv-ids of the relays in front, whose word on a sender is believed.</summary>
    public IReadOnlyList<string> TrustedRelays { get; init; } = [];

    /// <summary>The mail server that takes what is written here; null: mails stay in the outbox.</summary>
    public RelaySettings? MailRelay { get; init; }

    /// <summary>The sender of all mails; null: each workspace's own address at <see cref="MailDomain"/>.</summary>
    public string? MailFrom { get; init; }

    /// <summary>How often one address may post to an open form within a minute.</summary>
    public int PublicPostsPerMinute { get; init; } = PublicForm.Usual;
}
