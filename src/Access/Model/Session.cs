using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Model;

/// <summary>A session's name in lists; not its secret.</summary>
public readonly record struct SessionId(Guid Value) : ITypedId<SessionId>
{
    public static SessionId From(Guid value) => new(value);
}

/// <summary>
/// A signed-in browser of a person, in all their workspaces. Global. Read on every request, so that ending it works at once.
/// </summary>
[NotAudited("signing in and out are named acts")]
internal sealed class Session
{
    /// <summary>Ends after so long without a request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(14);

    /// <summary>Ends after so long in any case.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromDays(90);

    private static readonly TimeSpan Grain = TimeSpan.FromHours(1);

    private Session() { }

    public SessionId Id { get; private init; }
    public byte[] TokenHash { get; private init; } = [];
    public PersonId PersonId { get; private init; }

    /// <summary>What the browser calls itself, so that a person knows their own in the list; at most 200 characters.</summary>
    public string Device { get; private init; } = "";

    /// <summary>
    /// The only workspace it opens, when a provider of that workspace proved who this is: one vendor's provider must not open another vendor's data.
    /// </summary>
    public WorkspaceId? OnlyIn { get; private set; }

    /// <summary>How it began: <c>link</c>, <c>door</c>, <c>passkey</c>, <c>Saml: Kestrelquay login</c> …</summary>
    public string By { get; private init; } = "";

    /// <summary>It began at the door that whoever runs the program opens.</summary>
    public bool ByDoor => By == SignIn.Proof.Door.By;

    /// <summary>A provider of its one workspace proved who this is.</summary>
    public bool ByProvider => OnlyIn is not null && By.Contains(':', StringComparison.Ordinal);

    /// <summary>The network address it began from, where known.</summary>
    public string? Address { get; private init; }

    /// <summary>The way it began proves as much as a second factor does: nothing more is asked at sign-in.</summary>
    public bool Whole { get; private init; }

    /// <summary>When a second factor was proven last.</summary>
    public DateTimeOffset? FactorAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset SeenAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public static Session Start(
        PersonId person,
        byte[] tokenHash,
        SignIn.Visitor visitor,
        SignIn.Proof proof,
        DateTimeOffset now,
        WorkspaceId? onlyIn = null
    ) =>
        new()
        {
            Id = Ids.New<SessionId>(now),
            TokenHash = tokenHash,
            PersonId = person,
            Device = Short(visitor.Device, 200),
            Address = visitor.Address is { } address ? Short(address, 60) : null,
            By = Short(proof.By, 100),
            Whole = proof.Whole,
            FactorAt = proof.Fresh ? now : null,
            OnlyIn = onlyIn,
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now + Idle,
        };

    /// <summary>Slides the end on, at most once an hour; true when there is something to save.</summary>
    public bool See(DateTimeOffset now)
    {
        if (now - SeenAt < Grain)
            return false;
        var last = CreatedAt + AtMost;
        (SeenAt, ExpiresAt) = (now, now + Idle < last ? now + Idle : last);
        return true;
    }

    /// <summary>A second factor was proven; by one that counts in a single workspace, the session opens that one alone from now on.</summary>
    public void Prove(DateTimeOffset now, WorkspaceId? onlyIn) => (FactorAt, OnlyIn) = (now, OnlyIn ?? onlyIn);

    public void End(DateTimeOffset now) => EndedAt ??= now;

    private static string Short(string text, int most) => text.Length > most ? text[..most] : text;

    public static void Map(ModelBuilder model) =>
        model.Entity<Session>(s =>
        {
            s.HasKey(x => x.Id);
            s.HasIndex(x => x.TokenHash).IsUnique();
            s.HasIndex(x => x.PersonId);
        });
}
