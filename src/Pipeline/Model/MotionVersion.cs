using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Model;

/// <summary>Something of a motion as it was published, number after number; the newest one counts.</summary>
internal interface IMotionVersion<out T>
{
    string Motion { get; }
    int Number { get; }
    PersonId? By { get; }
    DateTimeOffset PublishedAt { get; }

    T Read();
}

internal static class MotionVersions
{
    /// <summary>The newest one of every motion that has any.</summary>
    public static Task<List<TVersion>> Newest<TVersion>(this EntenteDb db, CancellationToken ct)
        where TVersion : Entity, IMotionVersion<object> =>
        db.Set<TVersion>()
            .AsNoTracking()
            .Where(v => v.Number == db.Set<TVersion>().Where(w => w.Motion == v.Motion).Max(w => w.Number))
            .ToListAsync(ct);

    /// <summary>Those of one motion, the newest first.</summary>
    public static async Task<IReadOnlyList<PublishedVersion<T>>> History<TVersion, T>(
        this EntenteDb db,
        AccessApi access,
        string motion,
        CancellationToken ct
    )
        where TVersion : Entity, IMotionVersion<T>
    {
        var rows = await db.Set<TVersion>().AsNoTracking().Where(v => v.Motion == motion).OrderByDescending(v => v.Number).ToListAsync(ct);
        var people = await access.People([.. rows.Select(r => r.By).OfType<PersonId>().Distinct()], ct);
        return
        [
            .. rows.Select(r => new PublishedVersion<T>(
                r.Number,
                r.PublishedAt,
                r.By is { } by ? people.GetValueOrDefault(by)?.Name : null,
                r.Read()
            )),
        ];
    }
}
