package domain

import "strings"

// Code lists that EN 16931-1 binds its terms to, as the CEN validation artefacts restrict them. Codes are compared as
// written: the lists know upper case only.
var (
	// allowanceCodes are BT-98 and BT-140. Source: UNTDID 5189, the codes of an allowance.
	allowanceCodes = codesOf(`41 42 60 62 63 64 65 66 67 68 70 71 88 95 100 102 103 104 105`)

	// chargeCodes are BT-105 and BT-145. Source: UNTDID 7161.
	//
	//nolint:misspell // codes are not words
	chargeCodes = codesOf(`
		AA AAA AAC AAD AAE AAF AAH AAI AAS AAT AAV AAY AAZ ABA ABB ABC ABD ABF ABK ABL ABN ABR ABS ABT ABU ACF ACG ACH ACI
		ACJ ACK ACL ACM ACS ADC ADE ADJ ADK ADL ADM ADN ADO ADP ADQ ADR ADT ADW ADY ADZ AEA AEB AEC AED AEF AEH AEI AEJ AEK
		AEL AEM AEN AEO AEP AES AET AEU AEV AEW AEX AEY AEZ AJ AU CA CAB CAD CAE CAF CAI CAJ CAK CAL CAM CAN CAO CAP CAQ CAR
		CAS CAT CAU CAV CAW CAX CAY CAZ CD CG CS CT DAB DAC DAD DAF DAG DAH DAI DAJ DAK DAL DAM DAN DAO DAP DAQ DL EG EP ER
		FAA FAB FAC FC FH FI GAA HAA HD HH IAA IAB ID IF IR IS KO L1 LA LAA LAB LF MAE MI ML NAA OA PA PAA PC PL PRV RAB RAC
		RAD RAF RE RF RH RV SA SAA SAD SAE SAI SG SH SM SU TAB TAC TT TV V1 V2 WH XAA YY ZZZ`)

	// countryCodes are BT-40, 55, 69 and 80. Source: ISO 3166-1 alpha-2, with 1A for Kosovo and XI for Northern Ireland,
	// which the artefacts add.
	countryCodes = codesOf(`
		AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
		CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
		GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
		KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
		MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
		SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
		UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW 1A XI`)

	// vatCodes are BT-95, 102, 118 and 151. Source: UNTDID 5305; B is Italy's split payment.
	vatCodes = codesOf(`S Z E AE K G O L M B`)
)

func codesOf(list string) map[string]bool {
	codes := map[string]bool{}
	for code := range strings.FieldsSeq(list) {
		codes[code] = true
	}
	return codes
}
