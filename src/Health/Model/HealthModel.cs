using System.Linq.Expressions;
using Entente.Health.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Health.Model;

/// <summary>How a partner stood when it was last looked at. The vendor's judgement: the partner's people reach none of it.</summary>
[NotAudited("worked out anew every night from records that are audited themselves")]
internal sealed class HealthCard : Entity, IOwnable<HealthCard>
{
    private HealthCard() { }

    public PartnerId PartnerId { get; private init; }
    public DateOnly Day { get; private set; }

    /// <summary>0–100.</summary>
    public int Score { get; private set; }

    /// <summary>The score of a month before; null: none was kept then.</summary>
    public int? Before { get; private set; }

    /// <summary>The parts, as JSON.</summary>
    public string Json { get; private set; } = "[]";

    public static Expression<Func<HealthCard, bool>> Own(EntenteDb db) => _ => db.Partner == null;

    public static HealthCard Of(PartnerId partner) => new() { PartnerId = partner };

    public void Show(HealthScore score, int? before, DateOnly day) =>
        (Score, Before, Day, Json) = (score.Score, before, day, Platform.Jobs.Json.Write(score.Parts));

    public IReadOnlyList<HealthPart> Read() => Platform.Jobs.Json.Read<List<HealthPart>>(Json);
}

/// <summary>The score of a day.</summary>
[NotAudited("worked out anew every night from records that are audited themselves")]
internal sealed class HealthDay : Entity, IOwnable<HealthDay>
{
    private HealthDay() { }

    public PartnerId PartnerId { get; private init; }
    public DateOnly Day { get; private init; }
    public int Score { get; private set; }

    public static Expression<Func<HealthDay, bool>> Own(EntenteDb db) => _ => db.Partner == null;

    public static HealthDay Of(PartnerId partner, DateOnly day, int score) =>
        new()
        {
            PartnerId = partner,
            Day = day,
            Score = score,
        };

    public void Correct(int score) => Score = score;
}

/// <summary>Something that needed a task, from the night it was seen until the night it was gone.</summary>
[Subject("health_episode")]
internal sealed class HealthEpisode : Entity, IOwnable<HealthEpisode>
{
    private HealthEpisode() { }

    public HealthEpisodeId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public EpisodeKind Kind { get; private init; }
    public DateOnly BeganOn { get; private init; }

    /// <summary>The day on which somebody was given a task; null: nobody was yet.</summary>
    public DateOnly? RaisedOn { get; private set; }
    public DateOnly? EndedOn { get; private set; }

    public static Expression<Func<HealthEpisode, bool>> Own(EntenteDb db) => _ => db.Partner == null;

    public static HealthEpisode Begin(PartnerId partner, EpisodeKind kind, DateOnly day, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<HealthEpisodeId>(now),
            PartnerId = partner,
            Kind = kind,
            BeganOn = day,
        };

    public void Raise(DateOnly day) => RaisedOn ??= day;

    public void End(DateOnly day) => EndedOn ??= day;
}

/// <summary>The tables of this module.</summary>
internal static class HealthModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<HealthCard>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.PartnerId });
            c.HasIndex(x => new { x.WorkspaceId, x.Score });
        });
        model.Entity<HealthDay>(d =>
            d.HasKey(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.Day,
            })
        );
        model.Entity<HealthEpisode>(e =>
        {
            e.HasKey(x => new { x.WorkspaceId, x.Id });
            // At most one that is open.
            e.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.PartnerId,
                    x.Kind,
                })
                .HasFilter("ended_on is null")
                .IsUnique();
        });
    }
}
