using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Connect;

/// <summary>What somebody wants to connect with, whatever the way they came.</summary>
internal sealed record NewConnection(
    CrmKind Kind,
    string Origin,
    string ApiVersion,
    CrmCredentials Credentials,
    int? CallsPerSecond = null
);

/// <summary>
/// Tries credentials out and keeps them when they work: as a connection of its own, or as new credentials of the one to the same
/// account. The first connection is the one that is written to.
/// </summary>
internal sealed class KeepConnection(EntenteDb db, TimeProvider clock, SecretBox box, ConnectorShelf shelf)
{
    /// <param name="field">The form's field that a refusal of the credentials belongs to.</param>
    public async Task<Result<CrmConnectionId>> Run(Actor actor, NewConnection wanted, string field, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var closed = Close(wanted.Credentials);
        var made = CrmConnection.Connect(Ids.New<CrmConnectionId>(now), wanted.Kind, wanted.Origin, wanted.ApiVersion, closed, now);
        if (wanted.CallsPerSecond is { } pace)
            made.Pace(made.PollSeconds, pace);

        var trial = shelf.Make(actor.Workspace, made, wanted.Credentials);
        using var ended = trial as IDisposable;
        var check = await trial.Check(ct);
        if (!check.Ok)
            return CrmRefusals.Of(wanted.Kind, check.Error, field);
        if (check.Value.Lacking.Count > 0)
            return CrmRefusals.Lacking(wanted.Kind, check.Value.Lacking);

        await using var held = await db.Hold(["crm-connect"], ct);
        var connection = await db.Set<CrmConnection>()
            .SingleOrDefaultAsync(c => c.Kind == wanted.Kind && c.AccountId == check.Value.AccountId, ct);
        if (connection is null)
        {
            db.Add(connection = made);
            connection.WriteHere(!await db.Set<CrmConnection>().AnyAsync(c => c.Writes, ct));
        }
        else
        {
            connection.Renew(Close(Keep(connection, wanted.Credentials)));
            if (!await db.Set<CrmConnection>().AnyAsync(c => c.Writes, ct))
                connection.WriteHere(true);
        }
        connection.Know(check.Value);
        db.Because("A CRM was connected");
        await held.Save(ct);
        return connection.Id;
    }

    /// <summary>What an admin had set up in the CRM with the old credentials goes on working: the key in the push address, the app secret.</summary>
    private CrmCredentials Keep(CrmConnection connection, CrmCredentials fresh)
    {
        var old = CrmCredentials.Open(box, connection.Credentials);
        return fresh with { PushKey = old.PushKey ?? fresh.PushKey, AppSecret = fresh.AppSecret ?? old.AppSecret };
    }

    private string Close(CrmCredentials credentials) => box.Close(CrmCredentials.Purpose, Json.Write(credentials));
}
