using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Pipeline;
using Entente.Platform.Mail;
using Entente.Registrations.Guard;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Mails;

// The guard of protected accounts.
internal sealed partial class StaffMails
{
    /// <summary>
    /// Why a deal goes direct: asked of its owner, or of the partner's manager where the owner is nobody here. When the answer is late both are
    /// told, and the owners and admins where there is no manager.
    /// </summary>
    public async Task DirectDeal(
        Registration registration,
        DirectDealQuestion question,
        OpportunityCard deal,
        IReadOnlyList<MemberCard> owner,
        bool late,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var partner = await partners.Get(registration.PartnerId, ct);
        IReadOnlyList<MemberCard> readers =
            owner.Count > 0 && !late ? owner : [.. owner.UnionBy(await Managers(registration, ct), m => m.Person.Id)];
        var name = partner?.Name ?? "a partner";
        await notices.Tell(
            NoticeEvents.DirectDeal,
            [
                .. (readers).Select(reader => new NoticeFor(
                    new MailDraft(
                        $"direct-deal:{question.Id.Value:N}:{(late ? "late" : "asked")}",
                        registration.Id.Subject,
                        reader.Person.Id,
                        reader.Person.Email,
                        reader.Person.Name,
                        late
                            ? $"Nobody has said why “{deal.Name}” goes direct"
                            : $"Why does “{deal.Name}” go direct? {registration.Company} is protected",
                        late
                            ? $"“{deal.Name}” was opened on {registration.Company}, which is protected for {name}, and no reason is on record."
                            : $"{registration.Company} is protected for {name} by {registration.Number}, and a direct deal was opened on it.",
                        [
                            "Choose a reason in the CRM’s panel or on the page below. It goes on record for those who settle conflicts; the partner does not read it.",
                        ],
                        [
                            ("Deal", deal.Name),
                            ("Opened by", deal.Owner?.Name ?? "Nobody is named"),
                            ("Partner", name),
                            ("Due", Words.Moment(question.DueAt, workspace.TimeZone)),
                        ],
                        ("Give the reason", address.Of($"/w/{workspace.Slug}/registrations/direct/{question.OpportunityId:N}")),
                        reader.Person.Id == deal.Owner?.Person
                            ? "You get this because the deal is yours."
                            : "You get this because you look after this partner."
                    ),
                    Concern.Own,
                    registration.PartnerId,
                    $"{registration.Number} · {registration.Company}",
                    question.DueAt
                )),
            ],
            ct
        );
    }
}
