using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Conflicts.Model;
using Entente.Platform.Mail;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Contests;

namespace Entente.Conflicts.Decide;

/// <summary>Mails a letter to whoever registered; a side without a registration has it sent to the partner's admins.</summary>
internal sealed class LetterMails(AccessApi access, Fields fields, Notices notices, ClaimContests contests, TimeProvider clock)
{
    private const int LinkDays = 180;

    public async Task Send(ConflictCase one, CaseLetter letter, CancellationToken ct)
    {
        var claim = letter.Registration is { } id ? (await contests.These([new(id)], ct)).SingleOrDefault() : null;
        var all = new List<NoticeFor>();
        foreach (var reader in await Readers(letter, claim, ct))
        {
            var shown = await fields.ForPartner(letter.PartnerId, reader.Id, ct);
            var link = claim is null
                ? null
                : await access.IssueLink(
                    LinkKind.Follow,
                    reader.Id,
                    letter.PartnerId,
                    claim.Id.Subject,
                    clock.GetUtcNow().AddDays(LinkDays),
                    ct
                );
            all.Add(
                new(
                    new MailDraft(
                        $"conflict-letter:{letter.Id.Value:N}",
                        claim?.Id.Subject ?? new SubjectRef("conflict_letter", letter.Id.Value),
                        reader.Id,
                        reader.Email,
                        reader.Name,
                        letter.Subject,
                        letter.Verdict,
                        letter.Paragraphs.Split('\n'),
                        shown.Shows(SafeObjects.Registration, "company") ? [("Company", one.Company)] : [],
                        link is null ? null : ("See your registration", link),
                        claim is null
                            ? "You get this because you work with this customer."
                            : $"You get this because you registered {claim.Number}."
                    ),
                    Concern.Own,
                    letter.PartnerId,
                    claim?.Number ?? ""
                )
            );
        }
        await notices.Tell(NoticeEvents.ConflictLetter, all, ct);
    }

    private async Task<IReadOnlyList<PersonCard>> Readers(CaseLetter letter, ContestedClaim? claim, CancellationToken ct)
    {
        if (claim is { Submitter: { } person })
            return (await access.People([person], ct)).GetValueOrDefault(person) is { } known ? [known] : [];
        var team = (await access.PartnerPeople(letter.PartnerId, ct)).Where(m => m.Active).ToList();
        var admins = team.Where(m => m.PartnerRole is PartnerRole.Admin).ToList();
        return [.. (admins.Count > 0 ? admins : team).Select(m => m.Person)];
    }
}
