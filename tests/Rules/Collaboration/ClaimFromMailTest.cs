using Entente.Collaboration.Mime;
using Entente.Collaboration.Rules;

namespace Entente.Rules.Collaboration;

public sealed class ClaimFromMailTest
{
    private static readonly MailAddress Anna = new("Anna Kestrel", "anna@kestrel.example");

    [Theory]
    [InlineData(
        "Company: Aldermere Foods\nWebsite: https://www.aldermere.example/en\nContact: Rowan Ashdown, CIO\nE-mail: rowan@aldermere.example\nPhone: +44 20 7946 0321\nDeal value: EUR 84,000\nNeed: Trace quality\nExpected close: 29 May 2026"
    )]
    [InlineData(
        "Entreprise : Aldermere Foods\nSite web : aldermere.example\nInterlocuteur : Rowan Ashdown\nCourriel : rowan@aldermere.example\nTéléphone : +44 20 7946 0321\nMontant : 84 000,00 €\nBesoin : Trace quality\nDate de clôture : 29 mai 2026"
    )]
    [InlineData(
        "Firma: Aldermere Foods\nWebseite: aldermere.example\nAnsprechpartner: Rowan Ashdown\nE-Mail: rowan@aldermere.example\nTelefon: +44 20 7946 0321\nAuftragswert: 84.000 EUR\nBedarf: Trace quality\nAbschluss: 29.05.2026"
    )]
    [InlineData(
        "Bedrijf: Aldermere Foods\nWebsite: aldermere.example\nContactpersoon: Rowan Ashdown\nE-mailadres: rowan@aldermere.example\nTelefoon: +44 20 7946 0321\nWaarde: € 84.000,-\nBehoefte: Trace quality\nSluitingsdatum: 29 mei 2026"
    )]
    [InlineData(
        "Empresa: Aldermere Foods\nSitio web: aldermere.example\nContacto: Rowan Ashdown\nCorreo: rowan@aldermere.example\nTeléfono: +44 20 7946 0321\nImporte: 84.000 euros\nNecesidad: Trace quality\nFecha de cierre: 29 de mayo de 2026"
    )]
    [InlineData(
        "Azienda: Aldermere Foods\nSito web: aldermere.example\nReferente: Rowan Ashdown\nEmail: rowan@aldermere.example\nTelefono: +44 20 7946 0321\nImporto: 84k €\nEsigenza: Trace quality\nData di chiusura: 29 maggio 2026"
    )]
    [InlineData(
        "Cliente: Aldermere Foods\nDomínio: aldermere.example\nContato: Rowan Ashdown\nE-mail: rowan@aldermere.example\nTelefone: +44 20 7946 0321\nMontante: 84.000,00 €\nNecessidade: Trace quality\nData de fecho: 29/05/2026"
    )]
    [InlineData(
        "Virksomhed: Aldermere Foods\nHjemmeside: aldermere.example\nKontaktperson: Rowan Ashdown\nE-mail: rowan@aldermere.example\nTelefon: +44 20 7946 0321\nBeløb: EUR 84.000\nBehov: Trace quality\nLukkedato: 29. maj 2026"
    )]
    [InlineData(
        "Företag: Aldermere Foods\nHemsida: aldermere.example\nKontaktperson: Rowan Ashdown\nE-post: rowan@aldermere.example\nTelefon: +44 20 7946 0321\nVärde: 84 000 EUR\nBehov: Trace quality\nAvslut: 2026-05-29"
    )]
    [InlineData(
        "Yritys: Aldermere Foods\nVerkkosivu: aldermere.example\nYhteyshenkilö: Rowan Ashdown\nSähköposti: rowan@aldermere.example\nPuhelin: +44 20 7946 0321\nArvo: 84 000 €\nTarve: Trace quality\nPäätöspäivä: 29. toukokuuta 2026"
    )]
    [InlineData(
        "会社名：Aldermere Foods\nウェブサイト：aldermere.example\n担当者：Rowan Ashdown\nメールアドレス：rowan@aldermere.example\n電話番号：+44 20 7946 0321\n金額：EUR 84,000\n課題：Trace quality\n受注予定日：2026年5月29日"
    )]
    public void A_template_is_read_in_each_language(string text)
    {
        var claim = ClaimFromMail.Read("Deal", text, Anna, null);

        claim.Fields.ShouldBe(
            new(
                "Aldermere Foods",
                "aldermere.example",
                "Rowan Ashdown",
                "rowan@aldermere.example",
                "+44 20 7946 0321",
                84_000,
                "EUR",
                "Trace quality",
                new(2026, 5, 29)
            )
        );
        claim.Missing.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Lead: Aldermere Foods", "Website: aldermere.example", "Aldermere Foods")]
    [InlineData("Fwd: New lead – Aldermere Foods, London", "", "Aldermere Foods")]
    [InlineData("Lead registration", "Company: Aldermere Foods", "Aldermere Foods")]
    [InlineData("A customer", "Kind: lead\nCompany: Aldermere Foods", "Aldermere Foods")]
    [InlineData("Asiakas", "Tyyppi: Liidi\nYritys: Aldermere Foods", "Aldermere Foods")]
    [InlineData("ご紹介", "種別：リード登録\n会社名：Aldermere Foods", "Aldermere Foods")]
    [InlineData("A customer", "Lead: Aldermere Foods\nWebsite: aldermere.example", "Aldermere Foods")]
    [InlineData("A customer", "Lead: yes\nCustomer: Aldermere Foods", "Aldermere Foods")]
    public void A_mail_that_says_so_is_a_lead(string subject, string text, string company)
    {
        var claim = ClaimFromMail.Read(subject, text, Anna, null);

        (claim.Fields.IsLead, claim.Fields.Company).ShouldBe((true, company));
        claim.Missing.ShouldNotContain("the expected amount");
    }

    [Theory]
    [InlineData("Deal: Aldermere Foods", "Project lead: Anna Kestrel\nCompany: Aldermere Foods")]
    [InlineData("Leading the way at Aldermere", "Company: Aldermere Foods")]
    [InlineData("Leader: somebody", "Company: Aldermere Foods")]
    [InlineData("A customer", "Lead: no\nKind: deal\nCompany: Aldermere Foods")]
    [InlineData("A customer", "This could lead to more.\nCompany: Aldermere Foods")]
    public void A_mail_that_does_not_is_a_deal(string subject, string text) =>
        ClaimFromMail.Read(subject, text, Anna, null).Fields.IsLead.ShouldBeFalse();

    [Fact]
    public void Free_text_is_read_for_what_it_says_plainly()
    {
        var claim = ClaimFromMail.Read(
            "New deal",
            "Hi,\n\nwe would like to register a deal with Nordhafen Logistik, who want to replace their warehouse system. Our contact is Jonas Petersen <j.petersen@nordhafen.example>, budget about $1.2m. They decide by 30 September 2026.\n\nAnna",
            Anna,
            null
        );

        claim.Fields.Company.ShouldBe("Nordhafen Logistik");
        claim.Fields.Domain.ShouldBe("nordhafen.example");
        claim.Fields.ContactName.ShouldBe("Jonas Petersen");
        (claim.Fields.Amount, claim.Fields.Currency).ShouldBe((1_200_000, "USD"));
        claim.Fields.CloseDate.ShouldBe(new DateOnly(2026, 9, 30));
        claim.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_missing_is_said_and_nothing_is_guessed()
    {
        var claim = ClaimFromMail.Read(
            "Deal",
            "Company: Aldermere Foods\nAmount: 84,000\n\nCall me: anna@kestrel.example, www.kestrel.example",
            Anna,
            null
        );

        claim.Fields.ContactMail.ShouldBeNull("the sender's own address is not the customer's");
        claim.Fields.Domain.ShouldBeNull();
        claim.Missing.ShouldContain("the currency of the amount");
        claim.Missing.ShouldContain("the name of your contact there");
        ClaimFromMail.Read("", "", Anna, null).Missing.Count.ShouldBe(7);
    }

    [Theory]
    [InlineData("€ 84,000", 84_000, "EUR")]
    [InlineData("CHF 12'000.50", 12_000.50, "CHF")]
    [InlineData("1.234.567,89 EUR", 1_234_567.89, "EUR")]
    [InlineData("£1.5m", 1_500_000, "GBP")]
    [InlineData("500万円", 5_000_000, "JPY")]
    [InlineData("PLN 1 200 000", 1_200_000, "PLN")]
    [InlineData("US$ 20k", 20_000, "USD")]
    public void Amounts_are_read_as_people_write_them(string text, double value, string currency) =>
        Amounts.Find(text).ShouldBe(((decimal)value, currency));

    [Fact]
    public void Any_amount_and_date_that_is_written_is_read_back()
    {
        var random = new Random(11);
        for (var i = 0; i < 2_000; i++)
        {
            var (value, day) = (random.Next(1_000, 99_000_000), new DateOnly(2026, 1, 1).AddDays(random.Next(3_000)));
            Amounts.Find($"EUR {value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} net").ShouldBe((value, "EUR"));
            Dates.Read($"by {day:yyyy-MM-dd}.", null).ShouldBe(day);
            Dates.Read(day.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture), null).ShouldBe(day);
        }
    }
}
