using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Ui;

namespace Entente.Reviews.Work;

/// <summary>Tells people of reviews. No number of one goes into a mail: what its reader may see is asked when they open it. Only stages.</summary>
internal sealed class ReviewMails(EntenteDb db, AccessApi access, Notices notices, Workspaces workspaces, PublicAddress address)
{
    /// <summary>The partner reads it now: those who answer for the company.</summary>
    public async Task Shared(Review review, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var readers = (await access.PartnerPeople(review.PartnerId, ct)).Where(m =>
            m is { Active: true, Restricted: false, PartnerRole: { } role, Person.Email.Length: > 0 }
            && PartnerRights.Of(role).Contains(PartnerRights.Appeal)
        );
        var quarter = review.Quarter.Words;
        await notices.Tell(
            ReviewNotices.Shared,
            [
                .. readers.Select(m => new NoticeFor(
                    new(
                        $"review-shared:{review.Id.Value:N}",
                        review.Id.Subject,
                        m.Person.Id,
                        m.Person.Email,
                        m.Person.Name,
                        $"{review.Number}: your {quarter}",
                        $"{workspace.Name} shares the review of your {quarter}",
                        [
                            "It says what came of the quarter: goals, deals, registrations, leads, plans. Read it before you talk it over, and say what is missing.",
                        ],
                        [("Quarter", quarter), ("To be talked over by", Format.DateInFull(review.PlannedOn))],
                        ("Read the review", address.Of($"/w/{workspace.Slug}/portal/reviews/{review.Number}")),
                        "You get this because you answer for your company here."
                    )
                    {
                        AnswersToPartnership = true,
                    },
                    Concern.Role,
                    review.PartnerId,
                    $"{review.Number} · {quarter}"
                )),
            ],
            ct
        );
    }

    /// <summary>It was dropped: nobody is asked to read it any more.</summary>
    public Task Over(Review review, CancellationToken ct) => notices.Withdraw(review.Id.Subject, ct);
}
