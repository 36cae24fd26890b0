const facts = `opinions:
  - body: instance-exemple
    kind: opinion            # opinion, validation ou information
    givenOn: 15/12/2021
    sense: favourable        # favourable, with-reservations, unfavourable, not-stated, not-given-in-time, no-quorum
signatures:
  - organisation: "123456782"
    signedOn: 10/02/2022
    function: Directeur      # la fonction, jamais le nom
    capacity: mandate        # mandate ou delegation
sheets:
  - title: Prévenir la désinsertion professionnelle
    theme: pdp
    aims: [7]                # finalités de l'article D.4622-45, de 1 à 7
    deadline: 31/12/2026
    indicators:
      - wording: Salariés orientés vers la cellule
        hasTarget: false
    commitments:
      - role: service
        text: Tenir la cellule
        means: Un médecin et un infirmier
files: []                    # par exemple : - name: cpom-2022.pdf, kind: contract
origin: reprise
`;

/** A contract that does not exist, as an example of the YAML format. Organisations are named by their code in the directory. */
export const exampleYaml = (authority: string): string => `# Un contrat existant, à reprendre. Tout ce qui n'est pas connu peut être omis.
# Les dates s'écrivent 31/12/2022, 12/2022 ou 2022. Les organismes se désignent par leur code de l'annuaire
# (le SIREN d'un service, « ${authority} » pour la DREETS). Le schéma complet se télécharge sur la même page.
format: cpom-contrat/1
reference: "CPOM-2022-01"
title: Contrat de prévention 2022-2026
shape: individual            # individual ou collective
parties:
  - organisation: "123456782"   # SIREN du service, entre guillemets
    role: service
    representedBy: son directeur
  - organisation: ${authority}
    role: authority
  - organisation: caisse-exemple
    role: fund
effect: at-signature         # at-signature, ou on-date avec effectiveFrom
expiresOn: 31/12/2026
followUp: Un comité se réunit chaque année.
${facts}`;
