using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Model;

/// <summary>Something of a motion as it was published, number after number; the newest one counts.</summary>
internal interface IMotionVersion<out T> : IPublished
{
    string Motion { get; }

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
        where TVersion : Entity, IMotionVersion<T> =>
        [
            .. (await access.History(db.Set<TVersion>().Where(v => v.Motion == motion), ct)).Select(v => new PublishedVersion<T>(
                v.Version.Number,
                v.Version.PublishedAt,
                v.By,
                v.Version.Read()
            )),
        ];
}
