using Entente.Collaboration.Threads;
using Microsoft.AspNetCore.Components;

namespace Entente.Registrations.Talk;

/// <summary>Beside a registration, on both sides: what was said last, and the composer.</summary>
internal sealed class BesideThread(ThreadQuery threads) : IClaimBeside
{
    private const int Last = 4;

    public async ValueTask<RenderFragment?> ForStaff(RegistrationId claim, string slug, CancellationToken ct) =>
        await threads.Load(claim.Subject, Last, ct) is { } view ? ThreadCard.Of(view, view.Page, $"/w/{slug}/messages/files", slug) : null;

    public async ValueTask<RenderFragment?> ForPartner(RegistrationId claim, string here, CancellationToken ct) =>
        await threads.Load(claim.Subject, Last, ct) is { } view
            ? ThreadCard.Of(
                view,
                here + "/messages",
                here.StartsWith("/s/", StringComparison.Ordinal) ? here + "/messages/files" : $"/w/{here.Split('/')[2]}/messages/files"
            )
            : null;
}
