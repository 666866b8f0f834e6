using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Portal.Experiences.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Portal.Experiences;

public readonly record struct ExperienceId(Guid Value) : ITypedId<ExperienceId>
{
    public static ExperienceId From(Guid value) => new(value);

    public SubjectRef Subject => new("experience", Value);
}

/// <summary>How the portal is laid out for a segment: a draft, and what partners see. What was published before stands in the audit.</summary>
[Subject("experience")]
internal sealed class Experience : Entity
{
    public const int LongestName = 80;

    private Experience() { }

    public ExperienceId Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>The first that fits counts; smaller is earlier.</summary>
    public int Place { get; private set; }

    /// <summary>A <see cref="PortalSheet"/> as JSON.</summary>
    public string Draft { get; private set; } = "";

    /// <summary>The sheet that partners see; null: none yet.</summary>
    public string? Live { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    public PersonId? PublishedBy { get; private set; }

    public static Experience Begin(string name, int place, PortalSheet sheet, DateTimeOffset now)
    {
        var made = new Experience { Id = Ids.New<ExperienceId>(now), Place = place };
        made.Write(name, sheet, now);
        return made;
    }

    public PortalSheet ReadDraft() => Json.Read<PortalSheet>(Draft);

    public PortalSheet? ReadLive() => Live is { } live ? Json.Read<PortalSheet>(live) : null;

    public void Write(string name, PortalSheet sheet, DateTimeOffset now) => (Name, Draft, ChangedAt) = (name, Json.Write(sheet), now);

    public void Publish(PersonId? by, DateTimeOffset now) => (Live, PublishedAt, PublishedBy) = (Draft, now, by);

    public void MoveTo(int place) => Place = place;

    internal static void Map(ModelBuilder model) =>
        model.Entity<Experience>(e =>
        {
            e.HasKey(x => new { x.WorkspaceId, x.Id });
            e.HasIndex(x => new { x.WorkspaceId, x.Name }).IsUnique();
            e.Property(x => x.Name).HasMaxLength(LongestName);
        });
}
