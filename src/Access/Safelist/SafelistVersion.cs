using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Safelist;

internal readonly record struct SafelistVersionId(Guid Value) : ITypedId<SafelistVersionId>
{
    public static SafelistVersionId From(Guid value) => new(value);
}

internal readonly record struct SafelistDraftId(Guid Value) : ITypedId<SafelistDraftId>
{
    public static SafelistDraftId From(Guid value) => new(value);
}

/// <summary>What partners see changed: whoever brings fields of other systems brings those that are listed now.</summary>
[EventName("safelist.published")]
public sealed record SafelistPublished(Guid Version, int Number) : IEvent
{
    public SubjectRef Subject => new("safelist_version", Version);
}

/// <summary>A published safelist. The highest number is in force; it never changes.</summary>
[Subject("safelist_version")]
internal sealed class SafelistVersion : Published<List<FieldRule>>
{
    private SafelistVersion() { }

    private SafelistVersion(int number, IReadOnlyList<FieldRule> rules, PersonId? by, DateTimeOffset now)
        : base(number, [.. rules], by, now) { }

    public SafelistVersionId Id { get; private init; }
    public string Note { get; private init; } = "";

    public static SafelistVersion Publish(int number, IReadOnlyList<FieldRule> rules, string note, PersonId? by, DateTimeOffset now)
    {
        var version = new SafelistVersion(number, rules, by, now) { Id = Ids.New<SafelistVersionId>(now), Note = note };
        version.Announce(new SafelistPublished(version.Id.Value, number));
        return version;
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<SafelistVersion>(v =>
        {
            v.HasKey(x => new { x.WorkspaceId, x.Id });
            v.HasIndex(x => new { x.WorkspaceId, x.Number }).IsUnique();
            v.Property(x => x.Json).HasColumnType("jsonb");
        });
        model.Entity<SafelistDraft>(d =>
        {
            d.HasKey(x => new { x.WorkspaceId, x.Id });
            d.HasIndex(x => x.WorkspaceId).IsUnique(); // One a workspace.
            d.Property(x => x.Json).HasColumnType("jsonb");
        });
    }
}

/// <summary>The safelist that somebody prepares: one a workspace, changed until it is published or thrown away.</summary>
[Subject("safelist_draft")]
internal sealed class SafelistDraft : Entity
{
    private SafelistDraft() { }

    public SafelistDraftId Id { get; private init; }

    /// <summary>The version that it was begun from.</summary>
    public int BasedOn { get; private set; }
    public string Json { get; private set; } = "";
    public PersonId? By { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    public static SafelistDraft Begin(int basedOn, IReadOnlyList<FieldRule> rules, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<SafelistDraftId>(now),
            BasedOn = basedOn,
            Json = Platform.Jobs.Json.Write(rules),
            By = by,
            ChangedAt = now,
        };

    public void Change(IReadOnlyList<FieldRule> rules, PersonId? by, DateTimeOffset now) =>
        (Json, By, ChangedAt) = (Platform.Jobs.Json.Write(rules), by, now);

    /// <summary>What it changed, put on top of a newer version.</summary>
    public void Rebase(int newest, IReadOnlyList<FieldRule> rules, PersonId? by, DateTimeOffset now)
    {
        BasedOn = newest;
        Change(rules, by, now);
    }

    public IReadOnlyList<FieldRule> Read() => Platform.Jobs.Json.Read<List<FieldRule>>(Json);
}
