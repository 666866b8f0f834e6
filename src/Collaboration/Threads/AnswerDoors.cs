using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Rules;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Collaboration.Threads;

/// <summary>
/// Gives what a partner's person is told of a record the address of that record's conversation, so that answering the mail is enough. What staff are told
/// gets none: it may be internal, and an answer would be shared. Only stages, the caller saves.
/// </summary>
internal sealed class AnswerDoors(
    EntenteDb db,
    IEnumerable<IThreadHost> hosts,
    AccessApi access,
    Fields fields,
    ReplyDoors doors,
    Workspaces workspaces,
    MailSettings settings
)
{
    public const string Field = "Reply-To";

    /// <summary>The drafts in their order, those that can be answered with their address and a word of where the answer goes.</summary>
    public async Task<IReadOnlyList<MailDraft>> Open(IReadOnlyList<MailDraft> drafts, CancellationToken ct)
    {
        if (settings.Domain is null || drafts.All(d => !Asks(d)))
            return drafts;
        // Whoever acts, the record is looked at as Entente does: a mail goes to people who see it.
        var seen = new ThreadHosts(hosts, Actor.System(db.Workspace));
        var places = new Dictionary<SubjectRef, ThreadPlace?>();
        foreach (var about in drafts.Where(Asks).Select(d => d.About).Distinct())
            places[about] = await seen.Find(about, ct);
        var readers = drafts
            .Where(d => Asks(d) && (places[d.About] is not null || d.AnswersToPartnership))
            .Select(d => d.ToPerson!.Value)
            .Distinct()
            .ToList();
        var members = (await access.Members(readers, ct)).ToDictionary(m => m.Person.Id);
        var opened = new List<MailDraft>(drafts.Count);
        foreach (var draft in drafts)
            opened.Add(
                Asks(draft)
                && members.GetValueOrDefault(draft.ToPerson!.Value) is { Partner: { } partner } member
                && (places[draft.About] ?? await Partnership(draft, member, partner)) is { } place
                && place.Side(partner) is not null
                    ? await Open(draft, place, partner, ct)
                    : draft
            );
        return opened;

        // Who sees their own records alone takes no part in it.
        async Task<ThreadPlace?> Partnership(MailDraft draft, MemberCard member, PartnerId partner)
        {
            if (!draft.AnswersToPartnership || member.Restricted || seen.Partnership(partner) is not { } about)
                return null;
            if (!places.TryGetValue(about, out var place))
                places[about] = place = await seen.Find(about, ct);
            return place;
        }
    }

    private async Task<MailDraft> Open(MailDraft draft, ThreadPlace place, PartnerId partner, CancellationToken ct)
    {
        var reader = draft.ToPerson!.Value;
        // Who does not see what is written there cannot answer into it.
        if (
            !ThreadPlace.Opens(await fields.ForPartner(partner, reader, ct))
            || await doors.Address(reader, place.Subject, partner, ct) is not { } address
        )
            return draft;
        var vendor = (await workspaces.Get(db.Workspace, ct)).Name;
        return draft with
        {
            Headers = [.. draft.Headers, (Field, address)],
            AnswerGoesTo = $"{vendor}, into the conversation about {place.InWords}",
        };
    }

    private static bool Asks(MailDraft draft) => draft.ToPerson is not null && draft.Headers.All(h => h.Name != Field);
}
