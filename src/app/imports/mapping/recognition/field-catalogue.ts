import type { ImportField, ImportKind } from '../../../../contract/import-mapping.ts'
import type { Look } from '../profile/file-profile.ts'

/** Fields of a record, and parts from which one is made: the key, and first and last names. */
export type CatalogueField = ImportField | 'externalId' | 'firstName' | 'lastName'

/**
 * How a field is known: names that mean it in any export, names that mean it only in a file of this kind, and
 * what its values may look like. `weight` says how much it tells about the kind of the file.
 */
export type FieldWords = {
  field: CatalogueField
  strong: string[]
  weak: string[]
  weight: number
  looks?: readonly Look[]
}

const anyDate = ['date', 'empty'] as const
const anyNumber = ['number', 'money', 'empty', 'id'] as const
const names = [
  'text',
  'id',
  'person',
  'country',
  'number',
  'stage',
  'email',
  'money',
  'phone',
  'empty',
] as const
const shortText = ['text', 'person', 'id', 'country', 'stage', 'boolean', 'number', 'empty', 'money'] as const

function words(
  field: CatalogueField,
  weight: number,
  known: { strong?: string; weak?: string; looks?: readonly Look[] },
): FieldWords {
  const list = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter((word) => word !== '')
  return {
    field,
    weight,
    strong: list(known.strong),
    weak: list(known.weak),
    ...(known.looks === undefined ? {} : { looks: known.looks }),
  }
}

const accountNames =
  'account accountname company companyname organization organizationname organisation organisationname customer customername client clientname firma firmenname kunde kundenname unternehmen societe nomdelasociete entreprise nomdelentreprise nomduclient empresa nombredelaempresa cliente nomecliente nombrecliente azienda nomeazienda ragionesociale bedrijf bedrijfsnaam klant klantnaam konto kontoname accountaccountname associatedcompany associatedcompanyname primarycompany primaryassociatedcompany'
const accountIds =
  'accountid companyid organizationid organisationid customerid clientid kundennummer kundennr kundenid companyrecordid associatedcompanyid associatedcompanyids firmenid orgid accountref'
const ownerNames =
  'owner ownername ownerid owneremail dealowner opportunityowner accountowner hubspotownerid salesagent salesrep salesperson salesrepresentative accountexecutive ae seller rep agent assignedto responsible verkaufer vertriebler vertriebsmitarbeiter zustandig besitzer inhaber verantwortlicher proprietaire commercial vendeur responsable propietario vendedor comercial proprietario venditore agente eigenaar verkoper opportunityownername owneridname ownerfullname'
const ownerEmails =
  'owneremail owneremailaddress ownermail dealowneremail opportunityowneremail accountowneremail salesagentemail salesrepemail salespersonemail salesrepresentativeemail accountexecutiveemail aeemail selleremail repemail agentemail assignedtoemail responsibleemail verkauferemail vertriebleremail besitzeremail inhaberemail verantwortlicheremail proprietaireemail emailduproprietaire vendeuremail propietarioemail vendedoremail emaildelpropietario proprietarioemail venditoreemail eigenaaremail verkoperemail'
const firstNames = 'firstname givenname vorname prenom nombre nome voornaam'
const lastNames =
  'lastname surname familyname nachname nomdefamille apellido apellidos cognome achternaam sobrenome'
const emails =
  'email emailaddress mail mailadresse emailadresse adressemail courriel correo correoelectronico workemail useremail primaryemail'
const phones =
  'phone phonenumber telephone telefon telefonnummer mobile mobilephone mobil handy tel telefono telefone telefoon rufnummer'
const currencies =
  'currency currencycode currencyisocode amountcurrency dealcurrency dealcurrencycode currencyofvalue wahrung waehrung devise moneda moeda valuta'

/** What every kind of file can hold, and under which names. */
export const fieldCatalogue: Record<ImportKind, FieldWords[]> = {
  accounts: [
    words('externalId', 1.5, {
      strong: accountIds,
      weak: 'id recordid referenceid attributesreferenceid externalid key code number nr nummer',
    }),
    words('name', 3, { strong: accountNames, weak: 'name bezeichnung nom nombre nome naam', looks: names }),
    words('industry', 2, {
      strong:
        'industry sector branche industrie secteur industria settore sektor wirtschaftszweig vertical branch bedrijfstak',
      looks: shortText,
    }),
    words('employees', 2, {
      strong:
        'employees numberofemployees employeecount headcount mitarbeiter mitarbeiterzahl anzahlmitarbeiter nombredemployes effectif empleados numerodeempleados dipendenti aantalmedewerkers companysize',
      looks: anyNumber,
    }),
    words('revenue', 1.5, {
      strong: 'annualrevenue companyrevenue jahresumsatz chiffredaffaires',
      weak: 'revenue umsatz turnover facturacion fatturato omzet',
    }),
    words('country', 1, {
      strong:
        'country countryregion billingcountry billingcountrycode countrycode land pays pais paese officelocation headquarters hqcountry addresscountry',
      weak: 'location',
      looks: ['country', 'text', 'id', 'empty'],
    }),
    words('territory', 0.7, {
      strong: 'territory salesterritory accountregion',
      weak: 'region gebiet territoire territorio regio',
      looks: shortText,
    }),
    words('language', 0.5, {
      strong: 'language preferredlanguage sprache langue idioma lingua taal',
      looks: shortText,
    }),
    words('website', 1.5, {
      strong:
        'website websiteurl webseite siteweb companydomainname domain domainname homepage sitioweb sitoweb',
      looks: ['url', 'text', 'empty', 'id'],
    }),
    words('parentName', 1.5, {
      strong:
        'parent parentaccount parentcompany parentname parentaccountname subsidiaryof muttergesellschaft konzern societemere',
      looks: names,
    }),
    words('csm', 1, {
      strong: 'csm customersuccessmanager customersuccessowner successmanager csmname csmemail csowner',
    }),
  ],
  people: [
    words('externalId', 1.5, {
      strong: 'ownerid userid memberid employeeid hubspotownerid mitarbeiternummer',
      weak: 'id recordid referenceid attributesreferenceid externalid key code number nr nummer',
    }),
    words('name', 2.5, {
      strong:
        'salesagent salesrep salesperson salesrepresentative accountexecutive rep agent user username fullname ownername owner seller member membername employee employeename teammember mitarbeiter benutzer verkaufer vertriebler utilisateur usuario vendedor venditore medewerker',
      weak: 'name nom nombre nome naam',
      looks: names,
    }),
    words('firstName', 0.7, { strong: firstNames, looks: names }),
    words('lastName', 0.7, { strong: lastNames, looks: names }),
    words('email', 1, { strong: emails, looks: ['email', 'empty'] }),
    words('role', 1.5, {
      strong: 'role userrole rolle profile position funktion rol ruolo jobrole',
      looks: shortText,
    }),
    words('managerName', 3, {
      strong:
        'manager managername reportsto supervisor teamlead salesmanager vorgesetzter leiter superieur jefe gerente responsabile leidinggevende',
      looks: names,
    }),
    words('managerEmail', 3, {
      strong: 'manageremail emailofmanager supervisoremail',
      looks: ['email', 'empty'],
    }),
    words('team', 1, {
      strong: 'team teamname equipe equipo squad salesteam primaryteam department abteilung',
      looks: shortText,
    }),
    words('territory', 1, {
      strong: 'territory regionaloffice salesregion office',
      weak: 'region gebiet territoire territorio regio',
      looks: shortText,
    }),
  ],
  products: [
    words('externalId', 2, {
      strong: 'productid sku productcode artikelnummer artikelnr productnumber referenceproduit itemnumber',
      weak: 'id recordid referenceid attributesreferenceid code externalid key',
    }),
    words('name', 3, {
      strong:
        'product productname produkt produktname produit nomduproduit producto produto prodotto article artikel artikelname',
      weak: 'name title bezeichnung nom nombre nome naam',
      looks: names,
    }),
    words('family', 2, {
      strong:
        'productfamily family series productline produktfamilie produktlinie gamme productcategory familia',
      weak: 'category kategorie line brand',
      looks: shortText,
    }),
    words('listPrice', 3, {
      strong:
        'salesprice listprice unitprice price msrp retailprice standardprice listenpreis preis prix precio prezzo prijs preco',
      looks: anyNumber,
    }),
    words('currency', 0.3, { strong: currencies, looks: ['text', 'id', 'empty'] }),
  ],
  contacts: [
    words('externalId', 2, {
      strong: 'contactid personid kontaktid',
      weak: 'id recordid referenceid attributesreferenceid externalid key code number nr nummer',
    }),
    words('name', 3, {
      strong:
        'contact contactname person personname ansprechpartner kontakt kontaktname nomducontact contacto contatto contactpersoon',
      weak: 'name fullname nom nombre nome naam',
      looks: names,
    }),
    words('firstName', 1, { strong: firstNames, looks: names }),
    words('lastName', 1, { strong: lastNames, looks: names }),
    words('email', 1.5, { strong: `${emails} contactemail personemail`, looks: ['email', 'empty'] }),
    words('phone', 1, { strong: phones, looks: ['phone', 'number', 'text', 'id', 'empty'] }),
    words('title', 2, {
      strong: 'jobtitle title position berufsbezeichnung stelle fonction poste cargo qualifica functie',
      looks: shortText,
    }),
    words('role', 0.7, { strong: 'buyingrole contactrole role rolle rol ruolo', looks: shortText }),
    words('account', 2, {
      strong: `${accountNames} ${accountIds}`,
      weak: 'account',
      looks: [...names, 'url'],
    }),
  ],
  deals: [
    words('externalId', 2, {
      strong: 'dealid opportunityid oppid opportunitynumber dealnumber opportunityref verkaufschanceid',
      weak: 'id recordid referenceid attributesreferenceid externalid key code number nr nummer',
      looks: ['id', 'number', 'text', 'phone', 'empty'],
    }),
    words('name', 3, {
      strong:
        'dealname opportunityname dealtitle opportunity deal oppname geschaft verkaufschance transaktionsname nomdelatransaction opportunite nombredelnegocio oportunidad opportunita negocio',
      weak: 'name title titel titre titulo nom nombre nome naam',
      looks: names,
    }),
    words('account', 1.5, { strong: `${accountNames} ${accountIds}`, looks: names }),
    words('owner', 1.5, { strong: ownerNames, looks: names }),
    words('ownerEmail', 0.3, { strong: ownerEmails, looks: ['email', 'empty'] }),
    words('products', 1, {
      strong:
        'product products productname produkt produkte produit producto produto prodotto lineitems productinterest productid',
      looks: names,
    }),
    words('stage', 3, {
      strong:
        'dealstage stage stagename salesstage opportunitystage pipelinestage dealpipelinestageid dealpipelinestage stageid phase dealphase verkaufsphase vertriebsphase etape etapedelatransaction etapa etapadelnegocio fase stadio faseopportunita',
      looks: shortText,
    }),
    words('status', 1, {
      strong: 'dealstatus opportunitystatus',
      weak: 'status iswon isclosedwon',
      looks: shortText,
    }),
    words('pipeline', 2, {
      strong: 'pipeline dealpipeline dealpipelineid salesprocess pipelinename pipelineid',
      looks: shortText,
    }),
    words('dealType', 1, {
      strong: 'dealtype opportunitytype businesstype geschaftsart typedetransaction tipodenegocio',
      weak: 'type typ tipo',
      looks: shortText,
    }),
    words('amount', 2, {
      strong:
        'amount dealamount dealvalue opportunityamount closevalue contractvalue totalcontractvalue tcv betrag auftragswert volumen montant importe valor importo bedrag',
      weak: 'value wert summe total price',
      looks: anyNumber,
    }),
    words('annual', 1.5, {
      strong: 'annualvalue annualcontractvalue acv arr annualrecurringrevenue annualamount jahreswert',
      weak: 'mrr monthlyrecurringrevenue',
      looks: anyNumber,
    }),
    words('currency', 0.5, { strong: currencies, looks: ['text', 'id', 'empty'] }),
    words('probability', 2, {
      strong:
        'probability dealprobability winprobability wahrscheinlichkeit probabilite probabilidad probabilita kans',
      looks: anyNumber,
    }),
    words('closedOn', 2, {
      strong:
        'closedate closingdate closeddate dateclosed closedon abschlussdatum datedecloture datedefermeture fechadecierre datachiusura datadichiusura sluitdatum geschlossenam schlussdatum',
      looks: anyDate,
    }),
    words('expectedCloseOn', 1.5, {
      strong:
        'expectedclosedate expectedclose estimatedclosedate forecastclosedate erwartetesabschlussdatum voraussichtlichesabschlussdatum',
      looks: anyDate,
    }),
    words('wonAt', 2, {
      strong: 'wontime wondate datewon wonat wonon closedwondate gewonnenam',
      looks: anyDate,
    }),
    words('lostAt', 1.5, {
      strong: 'losttime lostdate datelost lostat loston closedlostdate verlorenam',
      looks: anyDate,
    }),
    words('signedAt', 1.5, {
      strong:
        'signeddate datesigned signedat signedon contractsigneddate signaturedate contractsigned vertragsdatum unterschriftsdatum datedesignature',
      looks: anyDate,
    }),
    words('createdOn', 0.5, {
      strong:
        'createdate createddate creationdate datecreated createdat created createdon engagedate dealcreated erstelltam erstellungsdatum datedecreation fechadecreacion datacreazione addtime opendate',
      looks: anyDate,
    }),
  ],
  line_items: [
    words('externalId', 1, {
      strong: 'lineitemid opportunitylineitemid',
      weak: 'id recordid referenceid attributesreferenceid externalid key code number nr nummer',
    }),
    words('deal', 2, {
      strong:
        'dealid opportunityid deal opportunity dealname opportunityname associateddeal associateddealids',
      looks: names,
    }),
    words('product', 2, {
      strong: 'product productname productid sku productcode product2id produkt artikel',
      looks: names,
    }),
    words('name', 0.5, { weak: 'name lineitemname description', looks: names }),
    words('quantity', 3, {
      strong: 'quantity qty menge anzahl quantite cantidad quantita aantal seats licenses',
      looks: anyNumber,
    }),
    words('unitPrice', 2, {
      strong: 'unitprice salesprice einzelpreis prixunitaire preciounitario',
      weak: 'price preis',
      looks: anyNumber,
    }),
    words('amount', 1, {
      strong: 'totalprice lineamount netprice lineitemamount gesamtpreis',
      weak: 'amount total betrag',
      looks: anyNumber,
    }),
    words('currency', 0.3, { strong: currencies, looks: ['text', 'id', 'empty'] }),
    words('startOn', 0.7, { strong: 'startdate servicedate begin start laufzeitbeginn', looks: anyDate }),
    words('endOn', 0.7, { strong: 'enddate end laufzeitende', looks: anyDate }),
  ],
}

/** Names of the objects of Salesforce data trees, and nouns in the names of files. */
export const objectNames: Record<string, ImportKind> = {
  account: 'accounts',
  opportunity: 'deals',
  contact: 'contacts',
  user: 'people',
  product2: 'products',
  product: 'products',
  opportunitylineitem: 'line_items',
}

export const fileWords: [RegExp, ImportKind][] = [
  [/line.?items?|opportunitylineitem/i, 'line_items'],
  [/contacts?|kontakte?|ansprechpartner/i, 'contacts'],
  [/accounts?|compan(y|ies)|organi[sz]ations?|customers?|firmen|kunden|clientes?|entreprises/i, 'accounts'],
  [/deals?|opportunit(y|ies)|pipeline|opps|verkaufschancen|geschaefte|negocios/i, 'deals'],
  [/products?|produkte?|produits?|price.?book|artikel/i, 'products'],
  [/people|users?|owners?|teams?|members?|reps|staff|agents?|mitarbeiter|employees/i, 'people'],
]

/** Nouns of things that are not imported: a file or several columns named after one are not ours. */
export const foreignNouns =
  /ticket|engagement|history|merged|dictionary|activit(y|ies)|\btask|meeting|\bnote\b|\bcall|audit|option|permission|\blead\b|campaign|invoice|plan\b/i
