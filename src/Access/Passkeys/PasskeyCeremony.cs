using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Passkeys;

/// <summary>What a challenge is for; one given for one purpose is good for no other.</summary>
internal enum CeremonyKind
{
    SignIn,
    Prove,
    Add,
}

/// <summary>A challenge that is out: bound to one browser, good once, for five minutes.</summary>
[NotAudited("on the way to signing in, which is audited")]
internal sealed class PasskeyCeremony : IWorkspaceOwned
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>Hash of what stays in the browser.</summary>
    public byte[] Browser { get; init; } = [];
    public CeremonyKind Kind { get; init; }

    /// <summary>For whom it was given, unless anybody may come.</summary>
    public PersonId? PersonId { get; init; }

    /// <summary>What the framework's handler wants back: the challenge and what was asked.</summary>
    public string State { get; init; } = "";
    public DateTimeOffset Until { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<PasskeyCeremony>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.Browser });
            c.HasIndex(x => new { x.WorkspaceId, x.Until });
        });
}
