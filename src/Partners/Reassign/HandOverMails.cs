using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Partners.Reassign;

/// <summary>What the two managers are told when partners go from one to the other.</summary>
public sealed class HandOverMails(AccessApi access, Actor actor, Workspaces workspaces, PublicAddress address)
{
    /// <summary>The one who gets them, and the one who had them while they still work here; never whoever does it.</summary>
    internal async Task<IReadOnlyList<NoticeFor>> Managers(
        PersonId? from,
        MemberCard to,
        IReadOnlyList<PartnerCard> partners,
        string note,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var before = from is { } one ? (await access.Staff(ct)).FirstOrDefault(m => m.Person.Id == one) : null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        var many = Format.Count(partners.Count, "partner");
        var told = new List<NoticeFor>();
        if (to.Person.Id != actor.Person)
            told.Add(
                For(
                    to,
                    $"{many} {(partners.Count == 1 ? "is" : "are")} yours to look after",
                    [
                        before is null
                            ? $"{By()} handed {Them()} to you."
                            : $"{By()} handed {Them()} over from {before.Person.Name} to you.",
                        note,
                    ],
                    "You get this because you are their partner manager now."
                )
            );
        if (before is not null && before.Person.Id != actor.Person)
            told.Add(
                For(
                    before,
                    $"{to.Person.Name} looks after {many} of yours from now on",
                    [$"{By()} handed {Them()} over. {to.Person.Name} was told:", note],
                    "You get this because you were their partner manager until now."
                )
            );
        return told;

        string By() => actor.Name.Length > 0 ? actor.Name : "Entente";
        string Them() => partners.Count == 1 ? "it" : "them";
        NoticeFor For(MemberCard reader, string verdict, IReadOnlyList<string> words, string why) =>
            new(
                new(
                    $"handed-over:{to.Person.Id.Value:N}:{now.UtcTicks}",
                    new(PartnersApi.SubjectKind, partners[0].Id.Value),
                    reader.Person.Id,
                    reader.Person.Email,
                    reader.Person.Name,
                    verdict,
                    verdict,
                    words,
                    [],
                    ("Open them", address.Of($"/w/{slug}/partners?manager={to.Person.Id}")),
                    why
                )
                {
                    Sections =
                    [
                        new(
                            "Partners",
                            [
                                .. partners.Select(p => new MailLine(
                                    p.Name,
                                    $"{p.Type.Words()}, {p.Tier.Words()}, {p.Status.Words().ToLowerInvariant()}",
                                    address.Of(PartnerLooks.PartnerHref(slug, p.Id))
                                )),
                            ]
                        ),
                    ],
                },
                Concern.Own,
                partners.Count == 1 ? partners[0].Id : null,
                partners.Count == 1 ? partners[0].Name : many
            );
    }

    /// <summary>The admins of partners that the vendor works with.</summary>
    internal async Task<IReadOnlyList<NoticeFor>> Partners(
        MemberCard to,
        IReadOnlyList<PartnerCard> partners,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var of = partners.Where(p => Rules.Lifecycle.MayEnter(p.Status)).ToDictionary(p => p.Id);
        var verdict = $"{to.Person.Name} looks after you at {workspace.Name} now";
        return
        [
            .. (await access.AllPartnerPeople(ct))
                .Where(m => m is { Active: true, PartnerRole: PartnerRole.Admin, Partner: not null } && of.ContainsKey(m.Partner.Value))
                .Select(m => new NoticeFor(
                    new(
                        $"new-manager:{m.Partner!.Value.Value:N}:{now.UtcTicks}",
                        new(PartnersApi.SubjectKind, m.Partner.Value.Value),
                        m.Person.Id,
                        m.Person.Email,
                        m.Person.Name,
                        verdict,
                        verdict,
                        [
                            $"{to.Person.Name} is the partner manager of {of[m.Partner.Value].Name} from now on. Nothing else changes: your deals, their dates and your registrations stay as they are.",
                        ],
                        [],
                        (
                            "Write to them",
                            address.Of($"/w/{workspace.Slug}/portal/messages/{PartnersApi.SubjectKind}/{m.Partner.Value.Value:N}")
                        ),
                        "You get this because you are an admin of your company’s team."
                    ),
                    Concern.Own,
                    m.Partner,
                    of[m.Partner.Value].Name
                )),
        ];
    }
}
