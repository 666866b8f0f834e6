using System.Globalization;
using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Rules;
using Entente.Partners;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Forms;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Entente.Registrations.Submit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Registrations.Talk;

/// <summary>A claim by mail is sent in by the use case that every other intake uses, as the partner's person or by staff on its behalf.</summary>
internal sealed class ClaimsByMail(
    EntenteDb db,
    Actor actor,
    AccessApi access,
    PartnersApi partners,
    IServiceScopeFactory scopes,
    TimeProvider clock
) : IInboundClaims
{
    public async Task<ClaimAnswer> Send(InboundClaim claim, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(await Sender(claim, ct));
        var (input, sheet) = await Form(scope.ServiceProvider, claim, ct);
        var sent = await scope
            .ServiceProvider.GetRequiredService<SubmitRegistration>()
            .Run(
                new(input, claim.Submission, claim.ByStaff ? claim.Partner : null)
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
                sent.Problem.Fields is { Count: > 0 } wrong ? MailedForm.Ask(sheet, wrong) : [sent.Problem.Message],
                sent.Problem.Code != Refusals.PartnersOnly.Code
            );
    }

    // The form that this partner fills in, by its own labels; what the rules of every mail read goes first.
    private async Task<(ClaimInput Claim, FormSheet Sheet)> Form(IServiceProvider services, InboundClaim claim, CancellationToken ct)
    {
        var input = Claim(claim.Fields, claim.Text);
        var terms = await RegisterTerms.Load(
            services.GetRequiredService<ClaimWorld>(),
            services.GetRequiredService<FormShelf>(),
            input.Kind,
            claim.Partner,
            ct
        );
        return (MailedForm.Fill(input, terms.Sheet, claim.Text, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)), terms.Sheet);
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
            f.IsLead ? RegistrationKind.Lead : RegistrationKind.Deal,
            f.Company,
            f.Domain,
            Countries.Code(MailLines.Of(text, MailLines.Country)),
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
