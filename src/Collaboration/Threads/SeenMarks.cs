using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>Until when somebody has read a conversation. Only stages; whoever marks holds <see cref="Key"/>.</summary>
internal static class SeenMarks
{
    public static string Key(SubjectRef about, PersonId person) => $"seen:{about}:{person.Value:N}";

    /// <summary>Never goes back.</summary>
    public static async Task Set(EntenteDb db, SubjectRef about, PersonId person, DateTimeOffset until, CancellationToken ct)
    {
        var mark = await db.Set<ThreadSeen>()
            .SingleOrDefaultAsync(s => s.SubjectKind == about.Kind && s.SubjectId == about.Id && s.PersonId == person, ct);
        if (mark is null)
            db.Add(
                mark = new ThreadSeen
                {
                    SubjectKind = about.Kind,
                    SubjectId = about.Id,
                    PersonId = person,
                }
            );
        if (until > mark.At)
            mark.At = until;
    }
}
