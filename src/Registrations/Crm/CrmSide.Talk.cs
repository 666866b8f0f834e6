using Entente.Collaboration.Threads;
using Entente.Partners.Rules;
using Entente.Registrations.Model;

namespace Entente.Registrations.Crm;

// What is said and agreed about a claim.
internal sealed partial class CrmSide
{
    /// <summary>
    /// Stages what was said with the partner, and the tasks of both sides that are done, for the timeline of the deal; nothing where no write of the claim
    /// was ever staged. The newest word or task of the partner moves its last activity, there and on its company, once a day each. The caller holds
    /// <see cref="Partners.PartnersApi.Stirring"/>.
    /// </summary>
    public async Task RequestTalk(
        Registration registration,
        IReadOnlyList<SharedWords> messages,
        IReadOnlyList<DoneWords> tasks,
        CancellationToken ct
    )
    {
        var partner = (await partners.Get(registration.PartnerId, ct))!;
        // What others say who have a part in it is no sign of this one.
        var newest = messages
            .Where(m => !m.ByStaff && m.With == partner.Id)
            .Select(m => (Id: m.Id.Value, m.At))
            .Concat(tasks.Where(t => !t.ByStaff && t.With == partner.Id).Select(t => (Id: t.Id.Value, t.At)))
            .OrderBy(a => a.At)
            .Cast<(Guid Id, DateTimeOffset At)?>()
            .LastOrDefault();
        if (await WrittenTo(registration.Id, ct) is { } connection)
        {
            var moves = newest is { } act && LastActivity.Moves(await Told(registration.Id, ct), act.At) ? newest?.Id : null;
            foreach (var message in messages)
                crm.Stage(connection, ClaimWrite.Said(registration, message, partner.Name, message.Id.Value == moves));
            foreach (var task in tasks)
                crm.Stage(connection, ClaimWrite.Done(registration, task, partner.Name, task.Id.Value == moves));
        }
        if (newest is { } last)
            await partners.Stirred(partner, last.At, ct);
    }
}
