using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Registrations.Model;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Talk;

/// <summary>Beside a registration, on both sides: what was said last, and the composer.</summary>
internal sealed class BesideThread(EntenteDb db, ThreadQuery threads) : IClaimBeside
{
    private const int Last = 4;

    public async ValueTask<RenderFragment?> ForStaff(RegistrationId claim, string slug, CancellationToken ct) =>
        await db.Set<Registration>().Where(r => r.Id == claim).Select(r => r.Number).SingleOrDefaultAsync(ct) is { } number
            ? await Card(claim, $"/w/{slug}/registrations/{number}/messages", slug, ct)
            : null;

    public async ValueTask<RenderFragment?> ForPartner(RegistrationId claim, string here, CancellationToken ct) =>
        await Card(claim, here + "/messages", "", ct);

    private async Task<RenderFragment?> Card(RegistrationId claim, string page, string slug, CancellationToken ct)
    {
        if (await threads.Load(claim.Subject, Last, ct) is not { } view)
            return null;
        return content =>
        {
            content.OpenComponent<ThreadCard>(0);
            content.AddComponentParameter(1, nameof(ThreadCard.View), view);
            content.AddComponentParameter(2, nameof(ThreadCard.Page), page);
            content.AddComponentParameter(3, nameof(ThreadCard.Slug), slug);
            content.CloseComponent();
        };
    }
}
