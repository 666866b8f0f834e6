using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Partners.Talk;

/// <summary>
/// What is shared with a partner besides its deals stands beside the partner's own company in the CRM, where it has one there, each message and each
/// task that is done once. What the partner says and does moves its last activity, once a day.
/// </summary>
internal sealed class TellAccountTimeline(EntenteDb db, ThreadReader threads, PartnersApi partners, CrmApi crm)
    : IHandle<MessageShared>,
        IHandle<SharedTaskDone>
{
    public async Task Handle(MessageShared what, Telling telling, CancellationToken ct)
    {
        if (await Company(what.About, ct) is not var (connection, partner, account))
            return;
        foreach (var m in await threads.Shared(what.About, what.Message, ct))
        {
            crm.Stage(
                connection,
                Note(
                    what.About,
                    account,
                    $"message-{m.Id.Value:N}",
                    $"{m.Author} wrote",
                    $"{Signed(m.Author, m.ByStaff, partner.Name)}:\n\n{m.Text}",
                    m.At
                )
            );
            await Stir(partner, m.ByStaff, m.At, ct);
        }
    }

    public async Task Handle(SharedTaskDone what, Telling telling, CancellationToken ct)
    {
        if (await Company(what.About, ct) is not var (connection, partner, account))
            return;
        foreach (var t in await threads.Done(what.About, what.Task, ct))
        {
            var words = $"{Signed(t.By, t.ByStaff, partner.Name)}: {t.Title}";
            crm.Stage(connection, Note(what.About, account, $"task-{t.Id.Value:N}", "A task is done", words, t.At));
            await Stir(partner, t.ByStaff, t.At, ct);
        }
    }

    private async Task Stir(PartnerCard partner, bool byStaff, DateTimeOffset at, CancellationToken ct)
    {
        if (byStaff)
            return;
        await db.Lock([PartnersApi.Stirring(partner.Id)], ct);
        await partners.Stirred(partner, at, ct);
    }

    private async Task<(CrmConnectionId Connection, PartnerCard Partner, string Account)?> Company(SubjectRef about, CancellationToken ct)
    {
        if (
            about.Kind != PartnersApi.SubjectKind
            || await partners.Get(new(about.Id), ct) is not { Account: { } known } partner
            || await crm.Connection(ct) is not { } connection
        )
            return null;
        var account = (await crm.Accounts([known], ct)).FirstOrDefault(a => a.Connection == connection.Id && !a.Deleted);
        return account is null ? null : (connection.Id, partner, account.CrmId);
    }

    private static string Signed(string author, bool byStaff, string partner) =>
        byStaff ? $"{author} to {partner}" : $"{author} ({partner})";

    private static CrmWriteBack Note(SubjectRef about, string account, string key, string subject, string words, DateTimeOffset at) =>
        new(
            about,
            [
                new(
                    CrmObject.Note,
                    key,
                    null,
                    new Dictionary<string, string?>
                    {
                        [CrmFields.Subject] = subject,
                        [CrmFields.Body] = words,
                        [CrmFields.At] = Canonical.Instant(at),
                    },
                    [new(CrmObject.Account, CrmId: account)]
                ),
            ]
        )
        {
            Quiet = true,
        };
}
