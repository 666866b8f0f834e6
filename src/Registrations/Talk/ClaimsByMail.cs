using System.Globalization;
using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Registrations.Talk;

/// <summary>A claim by mail is sent in by the use case that every other intake uses, as the partner's person or by staff on its behalf.</summary>
internal sealed class ClaimsByMail(EntenteDb db, Actor actor, AccessApi access, PartnersApi partners, IServiceScopeFactory scopes)
    : IInboundClaims
{
    public async Task<ClaimAnswer> Send(InboundClaim claim, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(await Sender(claim, ct));
        var sent = await scope
            .ServiceProvider.GetRequiredService<SubmitRegistration>()
            .Run(
                new(Claim(claim.Fields, claim.Text), claim.Submission, claim.ByStaff ? claim.Partner : null)
                {
                    By = claim.ByStaff ? claim.Sender : null,
                    Files = claim.Files,
                },
                ct
            );
        return sent.Ok
            ? new(sent.Value.Id.Subject, sent.Value.Number, [], true)
            : new(
                null,
                null,
                sent.Problem.Fields is { Count: > 0 } wrong ? [.. wrong.Values.Distinct(StringComparer.Ordinal)] : [sent.Problem.Message],
                sent.Problem.Code != Refusals.PartnersOnly.Code
            );
    }

    private async Task<Actor> Sender(InboundClaim claim, CancellationToken ct) =>
        claim is { ByStaff: false, Sender: { } person }
            ? await access.PartnerActor(person, claim.Partner, Channel.Mail, ct)
                ?? new(db.Workspace, ActorKind.Partner, Channel.Mail, person, claim.Partner, claim.Name)
            : actor with
            {
                Channel = Channel.Mail,
            };

    public async Task<IReadOnlyList<(PartnerId Id, string Name)>> Partners(CancellationToken ct) =>
        [.. (await partners.All(entering: true, ct)).Where(p => p.MayRegister).Select(p => (p.Id, p.Name))];

    private static ClaimInput Claim(ClaimFields f, string text) =>
        new(
            RegistrationKind.Deal,
            f.Company,
            f.Domain,
            MailLines.Of(text, MailLines.Country) is { Length: 2 } country ? country.ToUpperInvariant() : null,
            f.ContactName,
            f.ContactMail,
            MailLines.Of(text, MailLines.Role),
            f.Problem,
            MailLines.Stage(text)?.ToString(),
            f.Amount?.ToString(CultureInfo.InvariantCulture),
            f.Currency,
            f.CloseDate?.ToString("O", CultureInfo.InvariantCulture),
            MailLines.Of(text, MailLines.Product),
            MailLines.Consents(text)
        );
}
