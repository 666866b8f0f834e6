namespace Entente.Collaboration.Rules;

/// <summary>Which words name which field of a claim, in the languages partners write. Lower case.</summary>
internal static class ClaimWordsList
{
    public static readonly Dictionary<string, ClaimField> Labels = Of(
        (
            ClaimField.Company,
            "company|company name|customer|customer name|end customer|account|account name|client|prospect|organisation|organization|end user|entreprise|société|nom de l'entreprise|client final|firma|unternehmen|kunde|endkunde|firmenname|bedrijf|bedrijfsnaam|klant|eindklant|empresa|nombre de la empresa|cliente|cliente final|azienda|società|nome azienda|nome da empresa|virksomhed|kunde|slutkunde|sluttkunde|kundens navn|firmanavn|selskap|bedrift|företag|kundens namn|företagsnamn|kund|slutkund|yritys|asiakas|loppuasiakas|asiakkaan nimi|yrityksen nimi|会社名|会社|企業名|顧客|顧客名|顧客企業名|お客様|お客様名|エンドユーザー|公司|公司名称|客户|firma klienta|klient|společnost|компания|клиент|şirket|müşteri|회사|회사명|고객사"
        ),
        (
            ClaimField.Domain,
            "domain|website|web site|web|url|homepage|site|site web|site internet|webseite|internetseite|domäne|domein|sitio web|página web|dominio|sito|sito web|domínio|hjemmeside|nettside|webbplats|hemsida|domän|verkkosivu|verkkosivusto|ウェブサイト|ドメイン|hp|网站|域名|strona|strona www|сайт|web sitesi|웹사이트"
        ),
        (
            ClaimField.ContactName,
            "contact|contact name|contact person|name|customer contact|interlocuteur|nom du contact|personne de contact|ansprechpartner|ansprechpartnerin|kontakt|kontaktperson|contactpersoon|contacto|persona de contacto|nombre del contacto|contatto|referente|nome contatto|contato|pessoa de contato|pessoa de contacto|kontaktperson|kontaktpersonens navn|kontaktnavn|kontaktnamn|yhteyshenkilö|yhteyshenkilön nimi|担当者|担当者氏名|氏名|担当者名|ご担当者|联系人|osoba kontaktowa|kontaktní osoba|контактное лицо|контакт|ilgili kişi|yetkili|담당자"
        ),
        (
            ClaimField.ContactMail,
            "email|e-mail|mail|contact email|contact e-mail|email address|e-mail address|courriel|adresse e-mail|adresse mail|e-mail-adresse|e-mailadres|correo|correo electrónico|posta elettronica|e-post|epost|e-postadress|e-postadresse|e-mailadresse|mailadresse|mailadress|sähköposti|sähköpostiosoite|メール|eメール|メールアドレス|邮箱|电子邮件|adres e-mail|почта|эл. почта|e-posta|이메일"
        ),
        (
            ClaimField.ContactPhone,
            "phone|telephone|tel|mobile|phone number|contact phone|téléphone|tél|portable|telefon|telefonnummer|handy|mobil|telefoon|telefoonnummer|teléfono|móvil|telefono|cellulare|telefone|telemóvel|celular|telefonnr|tlf|mobilnummer|puhelin|puhelinnumero|電話|電話番号|电话|numer telefonu|телефон|전화|전화번호"
        ),
        (
            ClaimField.Amount,
            "amount|value|deal value|deal size|estimated value|expected value|budget|revenue|expected revenue|montant|valeur|montant estimé|betrag|wert|auftragswert|volumen|dealwert|bedrag|waarde|orderwaarde|importe|valor|monto|valor estimado|presupuesto|importo|valore|montante|orçamento|beløb|værdi|beløp|verdi|belopp|värde|affärsvärde|ordreværdi|ordreverdi|ordervärde|summa|arvo|kaupan arvo|金額|想定金額|案件金額|予算|見積金額|金额|预算|kwota|wartość|částka|hodnota|сумма|бюджет|tutar|bütçe|금액|예산"
        ),
        (
            ClaimField.Problem,
            "problem|need|needs|pain|pain point|use case|description|project|opportunity|requirement|challenge|problème|besoin|projet|descriptif|bedarf|problemstellung|beschreibung|projekt|herausforderung|anforderung|behoefte|probleem|omschrijving|necesidad|problema|proyecto|descripción|reto|esigenza|progetto|descrizione|necessidade|projeto|descrição|behov|beskrivelse|udfordring|utfordring|beskrivning|utmaning|problemstilling|tarve|ongelma|kuvaus|haaste|課題|要件|案件概要|ニーズ|内容|需求|问题|potrzeba|opis|potřeba|popis|потребность|описание|ihtiyaç|açıklama|과제|요구사항"
        ),
        (
            ClaimField.CloseDate,
            "close date|closing date|expected close|expected close date|expected closing|decision date|decision|date de clôture|clôture|date de signature|clôture prévue|abschluss|abschlussdatum|erwarteter abschluss|entscheidung|sluitingsdatum|verwachte sluiting|verwachte afsluiting|fecha de cierre|cierre|cierre previsto|data di chiusura|chiusura|chiusura prevista|data de fechamento|fecho|data de fecho|fechamento|lukkedato|forventet lukning|forventet afslutning|forventet lukking|avslutningsdatum|förväntat avslut|avslut|forventet ordredato|beslutningsdato|beslutsdatum|förväntad affär|päätöspäivä|päättymispäivä|arvioitu päätös|クローズ日|受注予定|決定予定日|クローズ予定日|受注予定日|完了予定|预计成交日期|成交日期|data zamknięcia|datum uzavření|дата закрытия|kapanış tarihi|예상 마감일|마감일"
        )
    );

    /// <summary>Words that say that somebody registers something.</summary>
    public static readonly string[] Registers =
    [
        "deal registration",
        "register a deal",
        "register deal",
        "registration request",
        "new deal",
        "new opportunity",
        "lead registration",
        "new registration",
        "enregistrement d'affaire",
        "enregistrement d’affaire",
        "enregistrer une affaire",
        "nouvelle affaire",
        "deal-registrierung",
        "dealregistrierung",
        "projektregistrierung",
        "projektanmeldung",
        "registrierung",
        "deal registratie",
        "dealregistratie",
        "registro de oportunidad",
        "registro de oportunidade",
        "registrar oportunidad",
        "registrazione opportunità",
        "registrazione deal",
        "registo de oportunidade",
        "registro de negócio",
        "registrering",
        "rekisteröinti",
        "案件登録",
        "商談登録",
        "项目报备",
        "商机报备",
        "rejestracja",
        "registrace",
        "регистрация сделки",
        "fırsat kaydı",
        "딜 등록",
    ];

    /// <summary>Words with which a sentence tells what the customer needs.</summary>
    public static readonly string[] Needs =
    [
        " need",
        "looking for",
        "want",
        "struggl",
        "replac",
        "problem",
        "challenge",
        "issue with",
        "migrat",
        "require",
        "besoin",
        "cherche",
        "souhait",
        "remplac",
        "problème",
        "brauch",
        "such",
        "benötig",
        "möchte",
        "ersetz",
        "ablös",
        "probleme",
        "zoekt",
        "nodig",
        "wil ",
        "vervang",
        "necesit",
        "busca",
        "quier",
        "reemplaz",
        "ha bisogno",
        "cerca",
        "vuole",
        "sostitui",
        "precisa",
        "procura",
        "quer ",
        "substitu",
        "behov",
        "ønsker",
        "søger",
        "leter",
        "behöver",
        "vill ",
        "söker",
        "ersätt",
        "erstatt",
        "tarvits",
        "etsi",
        "haluaa",
        "korvata",
        "必要",
        "検討",
        "課題",
        "需要",
    ];

    public static readonly string[] Close =
    [
        "close",
        "closing",
        "decision",
        "decide",
        "sign",
        "clôtur",
        "signature",
        "abschlu",
        "entscheid",
        "sluit",
        "beslis",
        "cierr",
        "decisi",
        "chiu",
        "fech",
        "luk",
        "avslut",
        "päät",
        "予定",
        "成交",
    ];

    /// <summary>Phrases after which the customer's name follows.</summary>
    public static readonly string[] Names =
    [
        "the customer is ",
        "the company is ",
        "the client is ",
        "customer called ",
        "company called ",
        "register a deal with ",
        "register a deal for ",
        "register a deal at ",
        "register an opportunity with ",
        "register an opportunity at ",
        "deal registration for ",
        "deal registration: ",
        "opportunity at ",
        "deal at ",
        "deal with ",
        "le client est ",
        "la société ",
        "l'entreprise ",
        "l’entreprise ",
        "une affaire avec ",
        "une affaire chez ",
        "der kunde ist ",
        "die firma ",
        "beim kunden ",
        "bei der firma ",
        "ein projekt bei ",
        "de klant is ",
        "het bedrijf ",
        "een deal bij ",
        "el cliente es ",
        "la empresa ",
        "una oportunidad con ",
        "il cliente è ",
        "l'azienda ",
        "l’azienda ",
        "un'opportunità con ",
        "o cliente é ",
        "a empresa ",
        "uma oportunidade com ",
        "kunden er ",
        "virksomheden ",
        "selskapet ",
        "kunden är ",
        "företaget ",
        "asiakas on ",
        "yritys ",
    ];

    public static readonly string[] Months =
    [
        "jan|january|janv|janvier|januar|januari|enero|ene|gennaio|gen|janeiro|tammikuu|tammikuuta|stycznia|января|ocak",
        "feb|fév|févr|février|februar|februari|february|febrero|febbraio|fevereiro|fev|helmikuu|helmikuuta|lutego|февраля|şubat",
        "mar|mars|mär|märz|maart|march|mrt|marzo|março|marts|maaliskuu|maaliskuuta|marca|марта|mart",
        "apr|avr|avril|april|abril|abr|aprile|huhtikuu|huhtikuuta|kwietnia|апреля|nisan",
        "may|mai|mei|mayo|maggio|mag|maio|maj|toukokuu|toukokuuta|maja|мая|mayıs",
        "jun|juin|juni|june|junio|giugno|giu|junho|kesäkuu|kesäkuuta|czerwca|июня|haziran",
        "jul|juil|juillet|juli|july|julio|luglio|lug|julho|heinäkuu|heinäkuuta|lipca|июля|temmuz",
        "aug|août|aout|august|augustus|agosto|ago|augusti|elokuu|elokuuta|sierpnia|августа|ağustos",
        "sep|sept|septembre|september|septiembre|settembre|set|setembro|syyskuu|syyskuuta|września|сентября|eylül",
        "oct|octobre|okt|oktober|october|octubre|ottobre|ott|outubro|out|lokakuu|lokakuuta|października|октября|ekim",
        "nov|novembre|november|noviembre|novembro|marraskuu|marraskuuta|listopada|ноября|kasım",
        "dec|déc|décembre|dez|dezember|december|diciembre|dic|dicembre|dezembro|des|desember|joulukuu|joulukuuta|grudnia|декабря|aralık",
    ];

    public static readonly HashSet<string> FreeMail = new(
        "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net gmx.com web.de t-online.de orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it proton.me protonmail.com mail.ru yandex.ru qq.com 163.com naver.com hotmail.fr hotmail.co.uk yahoo.co.jp".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    private static Dictionary<string, ClaimField> Of(params (ClaimField Field, string Words)[] all) =>
        all.SelectMany(l => l.Words.Split('|').Select(w => (w, l.Field)))
            .GroupBy(p => p.w, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Field, StringComparer.Ordinal);
}

internal enum ClaimField
{
    Company,
    Domain,
    ContactName,
    ContactMail,
    ContactPhone,
    Amount,
    Problem,
    CloseDate,
}
