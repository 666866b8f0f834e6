using Entente.Access;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Reviews.List;

/// <summary>On a partner's page: its reviews, and at the head the button that makes one.</summary>
internal sealed class PartnerReviews(ReviewList list, Actor actor, Workspaces workspaces) : IPartnerSection
{
    public async ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPartners))
            return null;
        var reviews = await list.Load(new() { Partner = partner }, ct);
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/reviews";
        return new(
            65,
            "reviews",
            "Reviews",
            reviews.Total > 0 ? Format.Number(reviews.Total) : null,
            [],
            content =>
            {
                content.OpenComponent<ReviewsSection>(0);
                content.AddComponentParameter(1, nameof(ReviewsSection.Rows), reviews.Rows);
                content.AddComponentParameter(2, nameof(ReviewsSection.Root), root);
                content.CloseComponent();
            }
        )
        {
            Action = Refusals.May(actor)
                ? content =>
                {
                    content.OpenComponent<ReviewButton>(0);
                    content.AddComponentParameter(1, nameof(ReviewButton.Partner), partner);
                    content.AddComponentParameter(2, nameof(ReviewButton.Href), root + "/new");
                    content.CloseComponent();
                }
                : null,
        };
    }
}
