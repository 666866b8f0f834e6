using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Privacy;

public readonly record struct PrivacyCaseId(Guid Value) : ITypedId<PrivacyCaseId>
{
    public static PrivacyCaseId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

/// <summary>
/// Somebody asked what is kept of a person, or to have it erased: who looked, why, what was given out, what was erased. Whom it is about is
/// closed by the key ring while the case is open, and gone after an erasure.
/// </summary>
[Subject("privacy_case")]
internal sealed class PrivacyCase : Entity
{
    public const string Purpose = "privacy-case";

    private PrivacyCase() { }

    public PrivacyCaseId Id { get; private init; }

    /// <summary>The address or phone number, closed; null once erased.</summary>
    [Secret]
    [Sealed(Purpose)]
    public string? Closed { get; private set; }

    /// <summary>The same as a keyed digest: a second case about the same address is known as such.</summary>
    [Secret]
    public byte[] Mark { get; private init; } = [];
    public string Reason { get; private init; } = "";
    public PersonId? OpenedBy { get; private init; }
    public DateTimeOffset OpenedAt { get; private init; }
    public DateTimeOffset? ExportedAt { get; private set; }
    public DateTimeOffset? ErasedAt { get; private set; }
    public PersonId? ErasedBy { get; private set; }

    /// <summary>Changed rows by table, as JSON.</summary>
    public string Counts { get; private set; } = "{}";

    public static PrivacyCase Open(string closed, byte[] mark, string reason, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<PrivacyCaseId>(now),
            Closed = closed,
            Mark = mark,
            Reason = reason,
            OpenedBy = by,
            OpenedAt = now,
        };

    public void Exported(DateTimeOffset now) => ExportedAt = now;

    public void Erased(string counts, PersonId? by, DateTimeOffset now) => (Closed, Counts, ErasedBy, ErasedAt) = (null, counts, by, now);

    public static void Map(ModelBuilder model) =>
        model.Entity<PrivacyCase>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.Id });
            c.Property(x => x.Counts).HasColumnType("jsonb");
            c.HasIndex(x => new { x.WorkspaceId, x.OpenedAt });
        });
}
