using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Platform.Privacy;

/// <summary>Contributed by every room that forgets things after a time: of which kinds, and what becomes of them (SEC-5).</summary>
public interface IRetention
{
    IReadOnlyList<RetentionKind> Kinds { get; }
}

/// <summary>
/// Rows of one kind and what becomes of them once they are old. The words are the room's own constants; <c>t</c> is the row, <c>$1</c> the
/// workspace, <c>$2</c> the day before which they are old.
/// </summary>
/// <param name="Key">Stable, stands in the settings and in the audit: <c>mails.sent</c>.</param>
/// <param name="Does">What happens, for whoever switches it on.</param>
/// <param name="Days">Proposed.</param>
/// <param name="On">In force in a new workspace: only where nothing is lost by it.</param>
public sealed record RetentionKind(string Key, string Title, string Does, int Days, bool On)
{
    public required string Table { get; init; }

    /// <summary>Old, and not dealt with yet: what was done falls out of it.</summary>
    public required string Due { get; init; }

    /// <summary>What a row is called in the dry run.</summary>
    public required string Sample { get; init; }

    /// <summary>What is set; empty: the row is deleted.</summary>
    public string Set { get; init; } = "";

    /// <summary>What the audit calls such a record, and which of its values go with it; empty: nothing of it is audited.</summary>
    public (string Subject, string Fields) Audited { get; init; } = ("", "");
}

/// <summary>How long things are kept. Pure.</summary>
public static class RetentionRules
{
    public const int Least = 1;
    public const int Most = 3650;

    /// <summary>Whether so many days can be set.</summary>
    public static bool Fits(int days) => days is >= Least and <= Most;

    /// <summary>What is older than this is due; what is exactly as old is not.</summary>
    public static DateTimeOffset Cutoff(DateTimeOffset now, int days) =>
        Fits(days) ? now.AddDays(-days) : throw new ArgumentOutOfRangeException(nameof(days));
}

/// <summary>What the next run would touch.</summary>
public sealed record RetentionLook(long Count, IReadOnlyList<string> Samples);

/// <summary>Looks at what is old, and forgets it, a batch at a time: whoever stops in between goes on where it ended.</summary>
public sealed class RetentionRows(EntenteDb db)
{
    public const int Batch = 500;
    private const int Samples = 3;

    /// <summary>A dry run: how many, and some of them. Changes nothing.</summary>
    public async Task<RetentionLook> Look(RetentionKind kind, DateTimeOffset before, CancellationToken ct)
    {
        var found = await db.Read(
            $"select (count(*) over ()), ({kind.Sample})::text from {kind.Table} t where ({kind.Due}) limit {Samples}",
            r => (Count: r.GetInt64(0), Sample: r.IsDBNull(1) ? "" : r.GetString(1)),
            ct,
            db.Workspace.Value,
            before.ToUniversalTime()
        );
        return new(found.Count == 0 ? 0 : found[0].Count, [.. found.Select(f => f.Sample).Where(s => s.Length > 0)]);
    }

    /// <summary>One batch, with its audit entry, in one transaction. Fewer than <see cref="Batch"/>: that was the last.</summary>
    public async Task<int> Forget(RetentionKind kind, DateTimeOffset before, CancellationToken ct)
    {
        await using var held = await db.Hold(["retention:" + kind.Key], ct);
        var (subject, fields) = kind.Audited;
        var act = kind.Set.Length == 0 ? $"delete from {kind.Table} t using due" : $"update {kind.Table} t set {kind.Set} from due";
        var done = await db.Read(
            $"""
            with due as materialized (select t.ctid as at from {kind.Table} t where ({kind.Due}) limit {Batch} for update skip locked)
            {act} where t.ctid = due.at returning {(subject.Length > 0 ? "t.id" : "null::uuid")}
            """,
            r => r.IsDBNull(0) ? Guid.Empty : r.GetGuid(0),
            ct,
            db.Workspace.Value,
            before.ToUniversalTime()
        );
        if (done.Count == 0)
            return 0;
        if (subject.Length > 0)
            await new AuditErasure(db).Run(
                new([], [], [], []),
                [.. done.Select(d => (subject, d, (IReadOnlyList<string>)fields.Split(' ')))],
                ct
            );
        db.Witness("retention.applied", new("retention", Guid.Empty), ("kind", null, kind.Key), ("rows", null, $"{done.Count}"));
        await held.Save(ct);
        return done.Count;
    }
}
