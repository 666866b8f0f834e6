using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Programs.Model;
using Entente.Programs.Rules;

namespace Entente.Programs.Mails;

/// <summary>Tells a partner's admins where it is placed, with thresholds and dates. Only stages: the caller saves.</summary>
internal sealed class TierMails(EntenteDb db, AccessApi access, Notices notices, Workspaces workspaces, PublicAddress address)
{
    private const string Why = "You get this because you are an admin of your company’s team.";

    public Task Placed(
        PartnerCard partner,
        PartnerTier to,
        IReadOnlyList<string> numbers,
        DateOnly counted,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var rises = to > partner.Tier;
        return Send(
            NoticeEvents.TierPlaced,
            partner,
            $"tier-placed:{partner.Id.Value:N}:{now.ToUnixTimeSeconds()}",
            $"You are {to.Words()} now",
            rises ? $"You are {to.Words()} now. Congratulations" : $"Your tier is {to.Words()} from now on",
            [
                rises
                    ? "You met what this tier asks for. What it gives you stands on your program page."
                    : "Your tier asks for more than was reached. If you think we counted wrong, appeal on your program page and show what is missing.",
            ],
            numbers,
            counted,
            ct
        );
    }

    public Task Grace(PartnerCard partner, Scored scored, Quarter until, CancellationToken ct) =>
        Send(
            NoticeEvents.TierPlaced,
            partner,
            $"tier-grace:{partner.Id.Value:N}:{until}",
            $"A quarter of grace for your tier {partner.Tier.Words()}",
            $"You stay {partner.Tier.Words()} until the review on {TierWords.Day(until.Last)}",
            ["Your tier was missed, but nearly. You have one quarter to make it good; your partner manager writes a plan with you."],
            [.. scored.Open(partner.Tier).Select(c => TierWords.Number(c, partner.Tier))],
            until.Previous.Last,
            ct
        );

    public Task Near(PartnerCard partner, PartnerTier next, TierCard card, TierPlan plan, DateOnly today, CancellationToken ct)
    {
        var values = card.Values.ToDictionary(v => v.Key, StringComparer.Ordinal);
        var open = plan.AskedOf(next)
            .Select(c => new Measured(c, values[c.Key].Value, values[c.Key].Coming, [], []))
            .Where(m => !m.Met(next));
        return Send(
            NoticeEvents.TierNear,
            partner,
            $"tier-near:{partner.Id.Value:N}:{Quarter.Of(today)}",
            $"You are close to {next.Words()}",
            $"Not much is missing for {next.Words()}",
            [$"The next review is on {TierWords.Day(Quarter.Of(today).Last)}. Your program page shows what counts and what is missing."],
            [.. open.Select(m => TierWords.Number(m, next))],
            today,
            ct
        );
    }

    public async Task Answered(TierAppeal appeal, PartnerCard partner, CancellationToken ct)
    {
        if (appeal.By is not { } person || (await access.People([person], ct)).GetValueOrDefault(person) is not { } reader)
            return;
        var workspace = await workspaces.Get(db.Workspace, ct);
        await notices.Tell(
            NoticeEvents.TierPlaced,
            new NoticeFor(
                new MailDraft(
                    $"tier-appeal:{appeal.Id.Value:N}",
                    new("tier_appeal", appeal.Id.Value),
                    person,
                    reader.Email,
                    reader.Name,
                    appeal.Upheld is true ? $"Your appeal was successful: {appeal.Wanted.Words()}" : "Your tier stays as it is",
                    appeal.Upheld is true ? "Your appeal was successful" : "We looked at it again, and your tier stays",
                    [.. appeal.Reply!.Split('\n', StringSplitOptions.RemoveEmptyEntries)],
                    [("Company", partner.Name)],
                    ("Look at your program", address.Of($"/w/{workspace.Slug}/portal/program")),
                    "You get this because you appealed."
                ),
                Concern.Own,
                partner.Id,
                "Your program"
            ),
            ct
        );
    }

    private async Task Send(
        NoticeEvent what,
        PartnerCard partner,
        string once,
        string subject,
        string verdict,
        IReadOnlyList<string> paragraphs,
        IReadOnlyList<string> numbers,
        DateOnly counted,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var admins = (await access.PartnerPeople(partner.Id, ct)).Where(m => m.Active && m.PartnerRole is PartnerRole.Admin);
        await notices.Tell(what, [.. admins.Select(a => new NoticeFor(Mail(a), Concern.Own, partner.Id, "Your program"))], ct);

        MailDraft Mail(MemberCard admin) =>
            new(
                $"{once}:{admin.Person.Id.Value:N}",
                new(PartnersApi.SubjectKind, partner.Id.Value),
                admin.Person.Id,
                admin.Person.Email,
                admin.Person.Name,
                subject,
                verdict,
                [.. paragraphs, .. numbers],
                [("Counted on", TierWords.Day(counted))],
                ("Look at your program", address.Of($"/w/{workspace.Slug}/portal/program")),
                Why
            );
    }
}
