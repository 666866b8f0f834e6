using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Access;
using Entente.Access.Http;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Api;

/// <summary>
/// Registers by the act that the form uses. Its Idempotency-Key is taken first: the same request again gets the first one's answer, another body
/// with the same key is refused, a request that was refused may be mended and sent with the same key.
/// </summary>
internal sealed class SubmitByApi(
    EntenteDb db,
    Actor actor,
    CurrentKey key,
    SubmitRegistration act,
    PartnersApi partners,
    TimeProvider clock
)
{
    public const int LongestKey = 100;

    public static Problem NoIdempotencyKey =>
        Problem.Invalid(
            "api.no_idempotency_key",
            "Idempotency-Key",
            $"Send an Idempotency-Key header of 1 to {LongestKey} characters: your own number for this request."
        );

    public static Problem KeyOfAnother =>
        Problem.Conflict(
            "api.idempotency_key_reused",
            "This Idempotency-Key came with another body before. Use a new one for a new request."
        );

    public async Task<Result<ReceiptBody>> Run(string? idempotency, byte[] body, CancellationToken ct)
    {
        if (idempotency is not { Length: > 0 and <= LongestKey } || idempotency.Any(c => c is < ' ' or > '~'))
            return NoIdempotencyKey;
        var read = ApiReader.Claim(body);
        if (!read.Ok)
            return read.Problem;
        var (claim, named) = read.Value;
        var behalf = await Behalf(named, ct);
        if (!behalf.Ok)
            return behalf.Problem;

        var (id, hash) = (key.Visit!.Id, SHA256.HashData(body));
        var (first, answer) = await Take(id, idempotency, hash, ct);
        if (!first.AsSpan().SequenceEqual(hash))
            return KeyOfAnother;
        if (answer.Length > 0)
            return JsonSerializer.Deserialize<ReceiptBody>(answer, ApiJson.Options)!;
        var received = await act.Run(new(claim, Submission(id, idempotency), behalf.Value), ct);
        if (!received.Ok)
        {
            await db.Write(
                "delete from api_receipt where workspace_id = $1 and key_id = $2 and idempotency_key = $3 and answer = ''",
                ct,
                db.Workspace.Value,
                id.Value,
                idempotency
            );
            return received.Problem;
        }
        var receipt = new ReceiptBody(
            received.Value.Number,
            received.Value.Company,
            ApiJson.Name(received.Value.Asked ? RegistrationState.NeedsInfo : RegistrationState.InReview),
            received.Value.DueAt
        );
        await db.Write(
            "update api_receipt set answer = $4 where workspace_id = $1 and key_id = $2 and idempotency_key = $3 and answer = ''",
            ct,
            db.Workspace.Value,
            id.Value,
            idempotency,
            JsonSerializer.Serialize(receipt, ApiJson.Options)
        );
        return receipt;
    }

    // For whom a key of the workspace registers; a partner's own key registers for its partner and names nobody.
    private async Task<Result<PartnerId?>> Behalf(string? named, CancellationToken ct)
    {
        if (actor.Kind is ActorKind.Partner)
            return named is null
                ? (PartnerId?)null
                : Problem.Invalid(
                    "registration.partner_not_yours",
                    "partner",
                    "A partner’s key registers for its own partner. Leave this out."
                );
        var (partner, wrong) = new PartnerBook(await partners.All(entering: false, ct)).Find(named);
        return partner is null ? Problem.Invalid("registration.no_partner", "partner", wrong!) : partner.Id;
    }

    // Taken before anything is done, so that two at once cannot both be the first.
    private async Task<(byte[] Body, string Answer)> Take(ApiKeyId id, string idempotency, byte[] hash, CancellationToken ct)
    {
        await db.Write(
            """
            insert into api_receipt (workspace_id, key_id, idempotency_key, body, answer, at) values ($1, $2, $3, $4, '', $5)
            on conflict do nothing
            """,
            ct,
            db.Workspace.Value,
            id.Value,
            idempotency,
            hash,
            clock.GetUtcNow().ToUniversalTime()
        );
        var kept = await db.Set<ApiReceipt>()
            .AsNoTracking()
            .Where(r => r.KeyId == id && r.IdempotencyKey == idempotency)
            .Select(r => new { r.Body, r.Answer })
            .SingleOrDefaultAsync(ct);
        // Refused and struck off by another at this very moment: this one goes on as the first.
        return kept is null ? (hash, "") : (kept.Body, kept.Answer);
    }

    private static string Submission(ApiKeyId id, string idempotency) =>
        "api:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id.Value:N} {idempotency}")))[..40];
}
