using Entente.Pipeline.Rules.Forecasts;
using Entente.Platform.Data;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Model;

internal readonly record struct ForecastSnapshotId(Guid Value) : ITypedId<ForecastSnapshotId>
{
    public static ForecastSnapshotId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>What a week's forecast of a quarter was; one a week, quarter, motion and currency, never changed.</summary>
[NotAudited("counted by Entente from the CRM's deals, once a week")]
internal sealed class ForecastSnapshot : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public ForecastSnapshotId Id { get; private init; }

    /// <summary>The Monday of the week, in the workspace's zone.</summary>
    public DateOnly Week { get; private init; }

    /// <summary><c>2026-Q4</c>.</summary>
    public string Quarter { get; private init; } = "";

    /// <summary>Empty: all together.</summary>
    public string Motion { get; private init; } = "";
    public string Currency { get; private init; } = "";
    public int Deals { get; private init; }
    public long WonMinor { get; private init; }
    public long WeightedMinor { get; private init; }
    public long CommitMinor { get; private init; }
    public long BestMinor { get; private init; }
    public DateTimeOffset TakenAt { get; private init; }

    public static ForecastSnapshot Of(DateOnly week, Quarter quarter, string motion, ForecastSums sums, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<ForecastSnapshotId>(now),
            Week = week,
            Quarter = quarter.ToString(),
            Motion = motion,
            Currency = sums.Currency,
            Deals = sums.Deals,
            WonMinor = sums.Won,
            WeightedMinor = sums.Weighted,
            CommitMinor = sums.Commit,
            BestMinor = sums.Best,
            TakenAt = now,
        };

    public static void Map(ModelBuilder model) =>
        model.Entity<ForecastSnapshot>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.Quarter,
                    x.Week,
                    x.Motion,
                    x.Currency,
                })
                .IsUnique();
            s.Property(x => x.Quarter).HasMaxLength(7);
            s.Property(x => x.Motion).HasMaxLength(40);
            s.Property(x => x.Currency).HasMaxLength(3);
        });
}
