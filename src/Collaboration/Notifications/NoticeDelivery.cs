using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Teams.Model;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

/// <summary>Who was reached with what is told of a record, whichever way they chose: by a mail of its own, in a digest, in a chat. That anybody read it, it does not say.</summary>
public sealed class NoticeDelivery(EntenteDb db, MailBox box)
{
    /// <summary>When first a mail that tells of it was handed over, or it stood in a chat; who was not reached yet is left out.</summary>
    public async Task<IReadOnlyDictionary<PersonId, DateTimeOffset>> Of(SubjectRef about, CancellationToken ct)
    {
        var reached = new Dictionary<PersonId, DateTimeOffset>();
        void Note(PersonId person, DateTimeOffset at)
        {
            if (!reached.TryGetValue(person, out var before) || at < before)
                reached[person] = at;
        }
        foreach (var (person, at) in await box.HandedOver(about, ct))
            Note(person, at);
        // Whoever looks: what was delivered does not hang on what they may see.
        var gathered = await db.Set<Notice>()
            .IgnoreQueryFilters(Fences.OfLooker)
            .Where(n => n.AboutKind == about.Kind && n.AboutId == about.Id && n.GatheredIn != null)
            .Select(n => new { n.PersonId, Mail = n.GatheredIn!.Value })
            .ToListAsync(ct);
        if (gathered.Count > 0)
        {
            var handed = await box.HandedOver([.. gathered.Select(g => g.Mail).Distinct()], ct);
            foreach (var one in gathered)
                if (handed.TryGetValue(one.Mail, out var at))
                    Note(one.PersonId, at);
        }
        foreach (
            var post in await db.Set<SlackPost>()
                .Where(p =>
                    p.SubjectKind == about.Kind && p.SubjectId == about.Id && p.PersonId != null && p.Ts != null && p.EndedAt != null
                )
                .Select(p => new { Person = p.PersonId!.Value, At = p.EndedAt!.Value })
                .ToListAsync(ct)
        )
            Note(post.Person, post.At);
        foreach (
            var post in await db.Set<TeamsPost>()
                .Where(p =>
                    p.SubjectKind == about.Kind
                    && p.SubjectId == about.Id
                    && p.PersonId != null
                    && p.ActivityId != null
                    && p.EndedAt != null
                )
                .Select(p => new { Person = p.PersonId!.Value, At = p.EndedAt!.Value })
                .ToListAsync(ct)
        )
            Note(post.Person, post.At);
        return reached;
    }
}
