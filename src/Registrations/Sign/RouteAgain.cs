using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;

namespace Entente.Registrations.Sign;

/// <summary>A review that begins anew asks for its signatures anew.</summary>
internal sealed class RouteAgain(EntenteDb db, ClaimWorld world) : IHandle<RegistrationReopened>
{
    public async Task Handle(RegistrationReopened what, Telling telling, CancellationToken ct)
    {
        if ((await world.Terms(ct)).Policy.AsksForSignatures)
            db.Enqueue(new AskSigners(what.Registration));
    }
}
