using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.MailActs;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Leads.Offer;

/// <summary>
/// Tells partners of leads and staff of those that stay. What a partner reads passes the safelist, and before they accepted nothing of it says who the
/// customer is. Only stages: the caller saves.
/// </summary>
internal sealed class LeadMails(
    EntenteDb db,
    AccessApi access,
    Notices notices,
    Fields fields,
    Workspaces workspaces,
    PublicAddress address,
    MailActKeys keys
)
{
    private const string Why = "You get this because you may answer leads for your company.";

    /// <summary>To the people of everybody whom its newest hop offers it.</summary>
    public async Task Offered(Lead lead, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        foreach (var offer in lead.Offers.Where(o => o.State is OfferState.Open && o.Hop == lead.Hop))
            await Partner(
                LeadNotices.Offered,
                offer.PartnerId,
                null,
                person =>
                    new(
                        $"lead-offer:{offer.Id.Value:N}",
                        offer.Id.Subject,
                        person.Person.Id,
                        person.Person.Email,
                        person.Person.Name,
                        $"A lead for you: {lead.Number}",
                        offer.Shared ? "A lead waits for whoever is first" : "A lead waits for your answer",
                        [
                            $"Accept it by {Moment(offer.DueAt, workspace)}, else it goes to somebody else.",
                            "Who the customer is, you read once you accepted.",
                        ],
                        [],
                        ("Look at the lead", Page(lead.Number, workspace)),
                        Why
                    )
                    {
                        Sections =
                        [
                            new(
                                "From here",
                                [
                                    new(
                                        "Take it",
                                        "you confirm it on the next page",
                                        address.Of($"/w/{workspace.Slug}/act/{keys.Close(person, AcceptByMail.Act, offer.Id.Value, 0)}")
                                    ),
                                ]
                            ),
                        ],
                    },
                (shown, draft) => draft with { Facts = [.. LeadFields.BeforeAccepting(offer).Shown(shown).Take(5)] },
                lead.Number,
                offer.DueAt,
                ct
            );
    }

    /// <summary>The holder has said nothing yet.</summary>
    public Task Remind(Lead lead, DateTimeOffset by, CancellationToken ct) =>
        Holder(
            lead,
            LeadNotices.Asked,
            $"lead-touch:{lead.Held!.Id.Value:N}",
            "please say how it goes",
            workspace =>
                $"Without a word by {Moment(by, workspace)} the lead goes to somebody else. One click on its page is enough: contacted, meeting, qualified or not interested.",
            by,
            ct
        );

    /// <summary>It was touched, and then silence.</summary>
    public Task Nudge(Lead lead, CancellationToken ct) =>
        Holder(
            lead,
            LeadNotices.Nudged,
            $"lead-nudge:{lead.Held!.Id.Value:N}:{lead.ProgressAt!.Value.ToUnixTimeSeconds()}:{lead.Nudges}",
            "how does it go?",
            _ => "It is a while since you told us. One click on its page is enough.",
            null,
            ct
        );

    public async Task PulledBack(LeadOffer offer, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        await Partner(
            LeadNotices.Asked,
            offer.PartnerId,
            offer.By,
            person =>
                new(
                    $"lead-pulled-back:{offer.Id.Value:N}",
                    offer.Id.Subject,
                    person.Person.Id,
                    person.Person.Email,
                    person.Person.Name,
                    $"{offer.Number} went to somebody else",
                    "We heard nothing in time, so the lead moved on",
                    ["If you did talk to the customer, tell your partner manager: they can give it back to you."],
                    [],
                    ("Your leads", address.Of($"/w/{workspace.Slug}/portal/leads")),
                    Why
                ),
            (_, draft) => draft,
            offer.Number,
            null,
            ct
        );
    }

    /// <summary>To whoever took it in; without them to owners and admins.</summary>
    public async Task InHouse(Lead lead, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var staff = (await access.Staff(ct)).Where(m => m.Permissions.Contains(Permissions.ManageLeads)).ToList();
        var taker = staff.Where(m => m.Person.Id == lead.TakenBy).ToList();
        await notices.Tell(
            LeadNotices.InHouse,
            [
                .. (taker.Count > 0 ? taker : [.. staff.Where(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin)]).Select(
                    m => new NoticeFor(
                        new(
                            $"lead-in-house:{lead.Id.Value:N}:{lead.Since.ToUnixTimeSeconds()}",
                            lead.Id.Subject,
                            m.Person.Id,
                            m.Person.Email,
                            m.Person.Name,
                            $"{lead.Number} stays in-house: {lead.Company}",
                            $"No partner has {lead.Number}: it waits for one of us",
                            [
                                lead.Why,
                                "Work on it yourselves, or hand it to a partner of your choice. Its page says who was asked and why.",
                            ],
                            [("Company", lead.Company), ("Country", lead.Country)],
                            ("Open the lead", address.Of($"/w/{workspace.Slug}/leads/{lead.Number}")),
                            "You get this because you look after leads."
                        ),
                        Concern.Own,
                        null,
                        $"{lead.Number} · {lead.Company}"
                    )
                ),
            ],
            ct
        );
    }

    private async Task Holder(
        Lead lead,
        NoticeEvent what,
        string once,
        string asks,
        Func<WorkspaceCard, string> words,
        DateTimeOffset? by,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        await Partner(
            what,
            lead.PartnerId,
            lead.HeldBy,
            person =>
                new(
                    once,
                    lead.Held!.Id.Subject,
                    person.Person.Id,
                    person.Person.Email,
                    person.Person.Name,
                    $"{lead.Number}: {asks}",
                    $"{lead.Number}: {asks}",
                    [words(workspace)],
                    [],
                    ("Say how it goes", Page(lead.Number, workspace)),
                    Why
                ),
            (shown, draft) => draft with { Facts = [.. LeadFields.Accepted(lead).Shown(shown).Take(5)] },
            lead.Number,
            by,
            ct
        );
    }

    // To the person who has it, while they are still there; else to everybody of the partner who may answer.
    private async Task Partner(
        NoticeEvent what,
        PartnerId partner,
        PersonId? one,
        Func<MemberCard, MailDraft> mail,
        Func<Projection, MailDraft, MailDraft> fill,
        string record,
        DateTimeOffset? by,
        CancellationToken ct
    )
    {
        List<MemberCard> all =
        [
            .. (await access.PartnerPeople(partner, ct)).Where(m =>
                m is { Active: true, PartnerRole: not null, Person.Email.Length: > 0 }
                && PartnerRights.Of(m.PartnerRole.Value).Contains(PartnerRights.Register)
            ),
        ];
        List<MemberCard> told = [.. all.Where(m => m.Person.Id == one)];
        if (told.Count == 0)
            told = [.. all.Where(m => !m.Restricted)];
        var readers = new List<NoticeFor>();
        foreach (var person in told)
            readers.Add(
                new(
                    fill(await fields.ForPartner(partner, person.Person.Id, ct), mail(person)) with
                    {
                        AnswersToPartnership = true,
                    },
                    person.Person.Id == one ? Concern.Own : Concern.Role,
                    partner,
                    record,
                    by
                )
            );
        await notices.Tell(what, readers, ct);
    }

    private string Page(string number, WorkspaceCard workspace) => address.Of($"/w/{workspace.Slug}/portal/leads/{number}");

    private static string Moment(DateTimeOffset at, WorkspaceCard workspace) =>
        TimeZoneInfo.ConvertTime(at, workspace.Zone).ToString("d MMMM, HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
