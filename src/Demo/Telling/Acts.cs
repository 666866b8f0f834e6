using System.Globalization;
using Entente.Conflicts.List;
using Entente.Conflicts.TakeUp;
using Entente.Demo.Plan;
using Entente.Demo.Sales;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Partners.People;
using Entente.Partners.Place;
using Entente.Partners.Step;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Answer;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Decide;
using Entente.Registrations.Meet;
using Entente.Registrations.Report;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;

namespace Entente.Demo.Telling;

/// <summary>Binds each act of the plan to the use case or the CRM's API through which people do it.</summary>
internal sealed class Acts(People people, SalesDesk sales, DateTimeOffset now)
{
    private readonly NewsDesk news = new(people);
    private readonly AudienceDesk segments = new(people);
    private readonly AgreementDesk agreements = new(people);
    private readonly LeadDesk leads = new(people);
    private readonly PlanDesk plans = new(people);
    private readonly RecruitingDesk recruiting = new(people);
    private readonly Dictionary<string, (PartnerId Id, PartnerTier Tier, PartnerStatus Status)> partners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> deals = new(StringComparer.Ordinal);

    public Task Do(StoryAct act, CancellationToken ct) =>
        act switch
        {
            PartnerJoins a => Join(a, ct),
            PersonJoins a => Join(a.Partner, a.Person, ct),
            PartnerChangesTier a => Place(a, ct),
            PartnerChangesStatus a => Step(a, ct),
            TiersPublished a => new Tiers(people).Publish(a.By, ct),
            TierEvidenceShown a => new Tiers(people).Show(a, partners[a.Partner].Id, ct),
            Plan.RegistrationSubmitted a => Submit(a, ct),
            InfoAsked a => Decide<AskForInfo>(a.By, a.Key, (u, v) => u.Run(new(numbers[a.Key], v, a.Topic, a.Question), ct), ct),
            InfoAnswered a => Answer(a, ct),
            Approved a => Decide<ApproveRegistration>(
                a.By,
                a.Key,
                (u, v) => u.Run(new(numbers[a.Key], v, AcceptRuling: true, Note: a.Note), ct),
                ct
            ),
            Declined a => Refuse(a.By, a.Key, a.Reason, a.Note, final: true, ct),
            Rejected a => Refuse(a.By, a.Key, a.Reason, a.Note, final: false, ct),
            MeetingHeld a => people.Do<LogFirstMeeting>(people[a.By], a.Key, u => u.Run(numbers[a.Key], ct)),
            PartnerReports a => Report(a, ct),
            DirectDealOpened a => Open(a, ct),
            RepMovesStage a => Move(a, ct),
            RepNotes a => Note(a, ct),
            ConflictTakenUp a => TakeUp(a, ct),
            EvidenceAdded a => AddEvidence(a, ct),
            SecondPartnersTakenIn a => new CreditReview(people).TakeIn(people[a.By], ct),
            CreditReviewed a => new CreditReview(people).Run(people[a.By], ct),
            SegmentsMade a => segments.Make(a, p => partners[p].Id, ct),
            AnnouncementPublished a => news.Publish(a, a.Plan.Segment is { } name ? segments[name] : null, now, ct),
            AnnouncementRead a => news.Read(a, ct),
            AgreementPublished a => agreements.Publish(a, ct),
            AgreementsAccepted a => agreements.Accept(a, ct),
            LeadRulesPublished a => leads.Publish(a, ct),
            LeadTakenIn a => leads.Take(a, ct),
            LeadAnswered a => leads.Answer(a, ct),
            PlanWorkedOn a => plans.Run(a, numbers[a.Key], StoryTime.Calendar.DateAt(a.At), ct),
            RecruitmentOpened a => recruiting.Open(a, ct),
            CandidateFound a => recruiting.Find(a, ct),
            CandidateJudged a => recruiting.Judge(a, ct),
            TalkHeld a => new Conversations(people).Run(a, numbers[a.Key], StoryTime.Calendar.DateAt(a.At), ct),
            PipelineReviewed a => new PipelineReview(people).Run(people[a.By], StoryTime.Calendar.DateAt(a.At), ct),
            Plan.DealWon a => Close(a.Key, a.At, DealStage.Won, a.Amount, null, ct),
            Plan.DealLost a => Close(a.Key, a.At, DealStage.Lost, null, a.Why, ct),
            _ => throw new StoryException($"Nobody tells {act.GetType().Name}."),
        };

    private async Task Join(PartnerJoins act, CancellationToken ct)
    {
        var plan = act.Partner;
        names[plan.Key] = plan.Name;
        var was = plan.JoinsOnDay == 0;
        var status = was ? PartnerStatus.Active : PartnerStatus.Onboarding;
        var input = new NewPartner(
            plan.Name,
            plan.Type,
            plan.Tier,
            status,
            [plan.Domain],
            plan.Region,
            VendorCast.TerritoryOf(plan.Market) is { } territory ? [territory] : [],
            people.Id(plan.Manager),
            Since: was ? StoryTime.Calendar.DateAt(act.At).AddMonths(15 - plan.SinceMonths) : null
        );
        var id = await people.Do<CreatePartner, PartnerId>(people[plan.Manager], plan.Name, u => u.Run(input, ct));
        partners[plan.Key] = (id, plan.Tier, status);
        await Join(plan.Key, plan.People[0], ct);
    }

    private async Task Join(string partner, PersonPlan person, CancellationToken ct)
    {
        var id = partners[partner].Id;
        var input = new AddPerson.Input(id, person.Email, person.Name, person.Role);
        var added = await people.Do<AddPerson, PersonId>(people[StoryPlan.Maren], person.Name, u => u.Run(input, ct));
        people.AddPartnerPerson(person.Email, person.Name, added, id);
    }

    private async Task Place(PartnerChangesTier act, CancellationToken ct)
    {
        var (id, from, status) = partners[act.Partner];
        await people.Do<ChangeTier>(people[StoryPlan.Maren], act.Partner, u => u.Run(new(id, from, act.Tier, act.Reason), ct));
        partners[act.Partner] = (id, act.Tier, status);
    }

    private async Task Step(PartnerChangesStatus act, CancellationToken ct)
    {
        var (id, tier, from) = partners[act.Partner];
        await people.Do<ChangeStatus>(people[StoryPlan.Maren], act.Partner, u => u.Run(new(id, from, act.Status, act.Reason), ct));
        partners[act.Partner] = (id, tier, act.Status);
    }

    private async Task Submit(Plan.RegistrationSubmitted act, CancellationToken ct)
    {
        var (claim, company) = (act.Claim, act.Claim.Company);
        var input = new ClaimInput(
            claim.Kind,
            company.Name,
            company.Domain,
            company.Country,
            company.Contact,
            company.ContactEmail,
            company.ContactRole,
            claim.Problem,
            claim.Stage.ToString(),
            claim.Amount.ToString(CultureInfo.InvariantCulture),
            StoryPlan.Currency,
            claim.CloseDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            claim.Product,
            Consent: true
        )
        {
            SecondPartner = CreditReview.Second.TryGetValue(company.Name, out var second) ? names[second] : null,
            SecondRole = second is null ? null : nameof(Entente.Registrations.Rules.SecondRole.Services),
        };
        var receipt = await people.Do<SubmitRegistration, Receipt>(
            people[act.By],
            $"{act.Key}, {company.Name}",
            u => u.Run(new SubmitInput(input, "story-" + act.Key), ct)
        );
        (numbers[act.Key], versions[act.Key]) = (receipt.Number, 1);
    }

    private Task Refuse(string by, string key, RefusalReason reason, string? note, bool final, CancellationToken ct) =>
        Decide<RefuseRegistration>(by, key, (u, v) => u.Run(new(numbers[key], v, reason, final, note), ct), ct);

    /// <summary>
    /// Decides on what the person last saw of the registration. When it has changed since (a reminder went out), they open the review
    /// page and decide on what that shows.
    /// </summary>
    private async Task Decide<T>(string by, string key, Func<T, int, Task<Result>> decide, CancellationToken ct)
        where T : notnull
    {
        var decided = await people.Act<T, Result>(people[by], u => decide(u, versions[key]));
        if (decided is { Ok: false, Problem.Kind: ProblemKind.Conflict or ProblemKind.Stale })
        {
            var page =
                await people.Act<ReviewQuery, ReviewView?>(people[by], q => q.Load(numbers[key], ct))
                ?? throw new StoryException($"{numbers[key]} is not to be found.");
            versions[key] = page.Version;
            await people.Do<T>(people[by], $"{key}, {numbers[key]}", u => decide(u, page.Version));
        }
        else if (!decided.Ok)
            throw People.Refused($"{key}, {numbers[key]}", decided.Problem);
        versions[key]++;
    }

    private async Task Answer(InfoAnswered act, CancellationToken ct)
    {
        await people.Do<AnswerQuestion>(people[act.By], act.Key, u => u.Run(new(numbers[act.Key], act.Answer), ct));
        versions[act.Key]++;
    }

    private async Task TakeUp(ConflictTakenUp act, CancellationToken ct)
    {
        var (rows, _) = await people.Act<ConflictList, (IReadOnlyList<CaseRow> Rows, int)>(
            people[act.By],
            l => l.Load(CaseView.Open, null, 1, ct)
        );
        var number =
            rows.FirstOrDefault(r => r.Company == act.Company)?.Number
            ?? throw new StoryException($"Nobody has seen the conflict over {act.Company}.");
        await people.Do<TakeUpCase>(people[act.By], number, u => u.Run(number, ct));
        await people.Do<PlanCase>(people[act.By], number, u => u.Run(number, act.Plan, ct));
    }

    private async Task AddEvidence(EvidenceAdded act, CancellationToken ct)
    {
        var card =
            await people.Act<RegistrationsApi, RegistrationCard?>(people[act.By], r => r.ByNumber(numbers[act.Key], ct))
            ?? throw new StoryException($"{act.Key} is not to be found.");
        await people.Do<Entente.Conflicts.Evidence.AddEvidence>(people[act.By], act.Key, u => u.Run(card.Id, act.Words, ct));
    }

    // Once a protection is over, nobody asks the partner how it goes.
    private async Task Report(PartnerReports act, CancellationToken ct)
    {
        var told = await people.Act<ReportProgress, Result<int>>(
            people[act.By],
            u => u.Run(new(numbers[act.Key], ProgressKind.Update, null, act.Words), ct)
        );
        if (told is { Ok: false, Problem.Code: not "registration.not_protected" })
            throw People.Refused(act.Key, told.Problem);
    }

    /// <summary>Whether the CRM has the deal already that a rep wants to work on; it has once the write-back ran.</summary>
    public async Task<bool> KnowsDeal(StoryAct act, CancellationToken ct)
    {
        var key = act switch
        {
            RepMovesStage a => a.Key,
            RepNotes a => a.Key,
            Plan.DealWon a => a.Key,
            Plan.DealLost a => a.Key,
            _ => null,
        };
        if (key is null || deals.ContainsKey(key))
            return true;
        if (await sales.FindDeal(numbers[key], ct) is not { } found)
            return false;
        deals[key] = found;
        return true;
    }

    private async Task Open(DirectDealOpened act, CancellationToken ct) => deals[act.Key] = await sales.OpenDeal(act, ct);

    private async Task Move(RepMovesStage act, CancellationToken ct) =>
        await sales.Move(await Deal(act.Key, ct), act.Stage, act.Owner, act.NextStep, ct);

    private async Task Note(RepNotes act, CancellationToken ct) =>
        await sales.Note(await Deal(act.Key, ct), act.Owner, act.Text, act.At, ct);

    private async Task Close(string key, DateTimeOffset at, DealStage stage, int? amount, string? why, CancellationToken ct) =>
        await sales.Close(await Deal(key, ct), stage, amount, StoryTime.Calendar.DateAt(at), why, ct);

    private async Task<string> Deal(string key, CancellationToken ct)
    {
        if (deals.TryGetValue(key, out var known))
            return known;
        return deals[key] =
            await sales.FindDeal(numbers[key], ct) ?? throw new StoryException($"The CRM has no deal for {numbers[key]} ({key}).");
    }
}
