using System.Linq.Expressions;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Entente.Platform.Data;

/// <summary>
/// The one way to change many audited rows by one statement: it takes the audit entry as an argument. <c>ExecuteUpdate</c> and
/// <c>ExecuteDelete</c> are banned elsewhere, because they go round the guard, the audit, the outbox and the version.
/// </summary>
public static class Bulk
{
    /// <summary>Updates all rows of <paramref name="rows"/>, raises their versions, and stages the audit entry for the next save.</summary>
    public static async Task<int> Change<T>(
        this EntenteDb db,
        IQueryable<T> rows,
        Action<UpdateSettersBuilder<T>> set,
        (string Action, SubjectRef Subject) audit,
        CancellationToken ct
    )
        where T : Entity
    {
#pragma warning disable RS0030 // This is the helper the ban points to.
        var changed = await rows.ExecuteUpdateAsync(
            setters =>
            {
                set(setters);
                setters.SetProperty(e => e.Version, e => e.Version + 1);
            },
            ct
        );
#pragma warning restore RS0030
        if (changed > 0)
            db.Witness(audit.Action, audit.Subject, ("rows", null, changed.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return changed;
    }
}
