using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;

namespace Entente.Onboarding.Journeys;

/// <summary>Tells of steps that are due or overdue: whose they are; where nobody has one, the partner's admins of its own and its manager of the vendor's. Only stages: the caller saves.</summary>
internal sealed class JourneyMails(
    EntenteDb db,
    AccessApi access,
    StepOwners owners,
    PartnersApi partners,
    Notices notices,
    Workspaces workspaces,
    PublicAddress address
)
{
    /// <returns>False: there is nobody who could be told.</returns>
    public async Task<bool> Remind(Journey journey, JourneyStepRow step, ItemNews news, CancellationToken ct)
    {
        var owner = await Owner(step, ct);
        var readers =
            owner is not null ? [owner]
            : step.Side is PlanSide.Vendor ? await Staff(journey.PartnerId, ct)
            : await Admins(journey.PartnerId, ct);
        if (readers.Count == 0 || await partners.Get(journey.PartnerId, ct) is not { } card)
            return false;
        var workspace = await workspaces.Get(db.Workspace, ct);
        var due = step.DueOn!.Value;
        var day = AgreementCheck.Day(due);
        var (vendor, late) = (step.Side is PlanSide.Vendor, news is ItemNews.Overdue);
        var path = vendor ? $"onboarding/{journey.Id.Value:N}" : "portal/onboarding";
        var about = vendor ? $"Onboarding of {card.Name}" : "Onboarding";
        await notices.Tell(
            vendor ? JourneyNotices.DueOurs : JourneyNotices.Due,
            [
                .. readers.Select(m => new NoticeFor(
                    new(
                        $"journey-step:{step.Id.Value:N}:{due:yyyyMMdd}:{news}",
                        step.Id.Subject,
                        m.Person.Id,
                        m.Person.Email,
                        m.Person.Name,
                        late ? $"{about}: overdue, {step.Title}" : $"{about}: {step.Title} by {day}",
                        late ? $"“{step.Title}” was due on {day}" : $"“{step.Title}” is due on {day}",
                        [step.Fact is null ? "Tick it off when it is done." : "It ticks itself off as soon as it is done."],
                        [],
                        ("Open the steps", address.Of($"/w/{workspace.Slug}/{path}")),
                        owner is not null ? "You get this because the step is yours."
                            : vendor ? "You get this because you look after this partner."
                            : "You get this because you are an admin of your company."
                    )
                    {
                        AnswersToPartnership = true,
                    },
                    Concern.Own,
                    journey.PartnerId,
                    about,
                    LocalTime.EndOf(due, workspace.Zone)
                )),
            ],
            ct
        );
        return true;
    }

    // Somebody who left, or may not do it any more, is asked for nothing.
    private async Task<MemberCard?> Owner(JourneyStepRow step, CancellationToken ct) =>
        step.OwnerId is { } owner ? (await owners.Of(step.PartnerId, step.Side, ct)).FirstOrDefault(m => m.Person.Id == owner) : null;

    private async Task<IReadOnlyList<MemberCard>> Admins(PartnerId partner, CancellationToken ct) =>
        [
            .. (await access.PartnerPeople(partner, ct)).Where(m =>
                m is { Active: true, Restricted: false, PartnerRole: { } role } && PartnerRights.Of(role).Contains(PartnerRights.Team)
            ),
        ];

    // The manager; without one owners and admins.
    private async Task<IReadOnlyList<MemberCard>> Staff(PartnerId partner, CancellationToken ct)
    {
        var manager = (await partners.Get(partner, ct))?.Manager;
        var all = await access.StaffFor(partner, ct);
        List<MemberCard> told = [.. all.Where(m => m.Person.Id == manager)];
        return told.Count > 0 ? told : [.. all.Where(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin)];
    }
}
