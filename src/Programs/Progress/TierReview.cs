using Entente.Access;
using Entente.Partners;
using Entente.Programs.Certificates;
using Entente.Programs.Rules;

namespace Entente.Programs.Progress;

/// <summary>Where a partner stands towards the next tier, by the numbers that whoever makes the review reads, and who of its people is certified.</summary>
internal sealed class TierReview(CertificateBook book, ProgressQuery query) : IReviewPart
{
    /// <summary>Days ahead within which certificates that end are counted.</summary>
    private const int Ahead = 90;

    // A sum rests on the amounts of deals or of registrations: an outsider reads it who sees both.
    private static readonly string[] Amounts = ["opportunity.amount", "registration.amount"];

    public async Task<ReviewPart?> Of(ReviewAsked asked, CancellationToken ct)
    {
        if (await query.Load(asked.Partner, ct) is not { } view)
            return null;
        var (partner, today) = (asked.Partner, asked.Today);
        var ahead = today.AddDays(Ahead);
        var shown = (await book.Load([partner], ct))[partner].Where(c => c.IsValid(today)).ToList();
        return new("tier", 60, "Tier and certificates", [Permissions.ReadPartners])
        {
            Figures =
            [
                new("Tier", ReviewValue.Words(view.Partner.Tier.Words())),
                .. view.Asked.Count == 0
                    ? (ReviewFigure[])[]
                    :
                    [
                        new(
                            view.AtTop ? $"Criteria of {view.Next.Words()} met" : $"Criteria met for {view.Next.Words()}",
                            ReviewValue.Words($"{view.MetCount} of {view.Asked.Count}")
                        )
                        {
                            Needs = view.Asked.Any(c => c.Kind is CriterionKind.Sum) ? Amounts : [],
                        },
                    ],
                new("People with a valid certificate", ReviewValue.Count(Certified.Of(shown, today)?.People ?? 0)) { MoreIsGood = true },
                new("Certificates that end within 90 days", ReviewValue.Count(shown.Count(c => c.Until <= ahead))) { MoreIsGood = false },
            ],
            Tables =
                view.Asked.Count == 0
                    ? []
                    :
                    [
                        new(
                            $"What {view.Next.Words()} asks for",
                            [new("Criterion"), new("Now"), new("Asked for"), new("Met")],
                            [
                                .. view.Asked.Select(c => new ReviewRow([
                                    ReviewValue.Words(c.Words),
                                    c.Value is { } value ? ReviewValue.Words(value) : null,
                                    ReviewValue.Words(c.Target!),
                                    ReviewValue.Words(
                                        c.Met ? "Yes"
                                        : c.Missing is { } missing ? $"No, {missing} missing"
                                        : "No"
                                    ),
                                ])
                                {
                                    Needs = c.Kind is CriterionKind.Sum ? Amounts : [],
                                }),
                            ]
                        ),
                    ],
        };
    }
}
