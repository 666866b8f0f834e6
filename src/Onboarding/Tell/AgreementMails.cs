using System.Globalization;
using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;

namespace Entente.Onboarding.Tell;

/// <param name="Step">0: the text itself; else a reminder so many days before the last one.</param>
internal sealed record Asked(MemberCard Person, PartnerId Partner, AgreementStanding Standing, int Step);

/// <summary>How an agreement reads as a mail. The text itself stands in the portal alone. Only stages: the caller saves.</summary>
internal sealed class AgreementMails(Notices notices, AccessApi access, PublicAddress address)
{
    private const int MostNames = 10;
    private const string Why = "You get this because you may accept agreements for your company, so it cannot be switched off.";

    public Task Asked(Agreement of, IReadOnlyList<Asked> readers, WorkspaceCard workspace, CancellationToken ct) =>
        notices.Tell(AgreementNotices.Asked, [.. readers.Select(r => Notice(of, r, workspace))], ct);

    /// <summary>To the managers of these partners, each of their own; those without one to owners and admins.</summary>
    public async Task Waiting(
        Agreement of,
        IReadOnlyList<PartnerCard> partners,
        DateOnly today,
        WorkspaceCard workspace,
        CancellationToken ct
    )
    {
        var staff = await access.Staff(ct);
        List<MemberCard> heads =
        [
            .. staff.Where(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin && m.May(Permissions.ManageAgreements)),
        ];
        var readers = new List<NoticeFor>();
        foreach (var group in partners.GroupBy(p => staff.Any(m => m.Person.Id == p.Manager) ? p.Manager : null))
        {
            List<PartnerCard> own = [.. group.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];
            // Who has a scope hears of those partners only that lie in it.
            var see = group.Key is null ? heads : await access.StaffForAll([.. own.Select(p => p.Id)], ct);
            readers.AddRange(
                see.Where(m => group.Key is null || m.Person.Id == group.Key)
                    .Select(m => new NoticeFor(ToStaff(of, m, own, today, workspace), Concern.Own, null, of.Name))
            );
        }
        await notices.Tell(AgreementNotices.Waiting, [.. readers], ct);
    }

    private NoticeFor Notice(Agreement of, Asked reader, WorkspaceCard workspace)
    {
        var last = reader.Standing.LastDay;
        var number = reader.Standing.Offered!.Value;
        var asks =
            reader.Standing.Shut ? "Until it is accepted, no registration of your company is taken."
            : last is { } day
                ? $"Please accept it by {AgreementCheck.Day(day)}. After that no registration of your company is taken until you did."
            : "It can be accepted already.";
        return new(
            new(
                string.Create(CultureInfo.InvariantCulture, $"agreement:{of.Id.Value:N}:{number}:{reader.Step}"),
                of.Id.Subject,
                reader.Person.Person.Id,
                reader.Person.Person.Email,
                reader.Person.Person.Name,
                reader.Step == 0 ? $"Please accept: {of.Name}" : $"Please accept by {AgreementCheck.Day(last!.Value)}: {of.Name}",
                number > 1 ? $"“{of.Name}” has a new version" : $"{workspace.Name} asks your company to accept “{of.Name}”",
                [asks, "You accept for your whole company; the text stands in the portal."],
                last is { } by ? [("Accept by", AgreementCheck.Day(by))] : [],
                ("Read and accept", address.Of($"/w/{workspace.Slug}/portal/agreements/{of.Id.Value:N}")),
                Why
            )
            {
                AnswersToPartnership = true,
            },
            Concern.Own,
            reader.Partner,
            of.Name,
            last is { } end ? LocalTime.EndOf(end, workspace.Zone) : null
        );
    }

    private MailDraft ToStaff(Agreement of, MemberCard to, List<PartnerCard> partners, DateOnly today, WorkspaceCard workspace)
    {
        var count = partners.Count == 1 ? $"{partners[0].Name} has" : $"{partners.Count} partners have";
        var names = string.Join(", ", partners.Take(MostNames).Select(p => p.Name));
        var rest = partners.Count > MostNames ? $" and {partners.Count - MostNames} more" : "";
        var (words, path) = to.May(Permissions.ManageAgreements)
            ? ("Who has accepted it", $"settings/agreements/{of.Id.Value:N}")
            : ("Open the partner", partners.Count == 1 ? $"partners/{partners[0].Id.Short()}" : "partners");
        return new(
            string.Create(CultureInfo.InvariantCulture, $"agreement-waiting:{of.Id.Value:N}:{of.Number}:{today:yyyyMMdd}"),
            of.Id.Subject,
            to.Person.Id,
            to.Person.Email,
            to.Person.Name,
            $"{count} not accepted “{of.Name}”",
            $"{count} not accepted “{of.Name}”",
            [
                $"No registration is taken from them until they do: {names}{rest}.",
                "Their admins were told and reminded; a word of yours may help.",
            ],
            [],
            (words, address.Of($"/w/{workspace.Slug}/{path}")),
            "You get this because you look after these partners."
        );
    }
}
